using OpsBot.Bot.Settings;
using OpsBot.Loops.People;
using OpsBot.Loops.Rules;
using OpsBot.Loops.Shop;
using Returns = OpsBot.Loops.Returns;

namespace OpsBot.Bot.Workers;

/// <summary>Adds the loops a shop has configured: a list, not a scan, so that it reads as one.</summary>
internal static class LoopsExtensions
{
    internal static IServiceCollection AddLoops(this IServiceCollection services, SettingsReader settings)
    {
        var shop = settings.Read<ShopOptions>(ShopOptions.Section);
        var people = settings.Read<PeopleOptions>(PeopleOptions.Section);
        var roles = people.ToRoles();
        services.AddSingleton(roles);
        services.AddSingleton(new ClaimTerm(people.ClaimFor));
        services.AddSingleton(new ShopCalendar(shop.Zone));
        services.AddSingleton(new EngineJson(ShopEffects.All));
        services.AddReturns(settings, shop, roles);
        return services;
    }

    private static void AddReturns(
        this IServiceCollection services,
        SettingsReader settings,
        ShopOptions shop,
        Roles roles
    )
    {
        var loop = settings.Read<Returns.Settings>(Returns.Settings.Section);
        if (!loop.Enabled)
            return;
        settings.Read<Returns.Limits>($"{Returns.Settings.Section}:Limits");
        settings.Read<Returns.Trips>($"{Returns.Settings.Section}:Trips");
        CheckApprovers(settings, Returns.Settings.Section, loop.Approvers, roles);
        loop.Channels = Channels(settings, loop.Channels);
        CheckChannels(settings, Returns.Settings.Section, loop.Channels);
        if (shop.Currency.Length == 0)
            return;
        try
        {
            services.AddSingleton(Returns.Policy.From(loop, shop.Name, shop.Currency));
        }
        catch (RuleTableException wrong)
        {
            foreach (var problem in wrong.Problems)
                settings.Add($"{Returns.Settings.Section}:Rules", problem);
        }

        services.AddSingleton<Returns.Gather>();
        services.AddSingleton<ILoop, Returns.ReturnsLoop>();
    }

    /// <summary>A loop that moves money and whose cards nobody may decide would only pile them up.</summary>
    private static void CheckApprovers(
        SettingsReader settings,
        string section,
        IReadOnlyList<string> approvers,
        Roles roles
    )
    {
        foreach (var unknown in approvers.Except(roles.Names, StringComparer.Ordinal))
            settings.Add(
                $"{section}:Approvers",
                $"names {unknown}, which is no role. There are: {string.Join(", ", roles.Names)}; roles stand under {PeopleOptions.Section}:Roles."
            );
        if (!roles.HasAnyone(approvers))
            settings.Add(
                $"{section}:Approvers",
                approvers.Count == 0
                    ? "is empty, so nobody could decide its cards. Name roles, such as agent and lead."
                    : $"names {string.Join(" and ", approvers)}, and nobody has such a role. Put people into "
                        + $"{PeopleOptions.Section}:Roles:{approvers[0]}, as slack:U0123ABCD."
            );
    }

    /// <summary>A loop that names no channel uses those that the chats were set up with.</summary>
    private static IReadOnlyList<string> Channels(SettingsReader settings, IReadOnlyList<string> named) =>
        named.Count > 0
            ? named
            :
            [
                .. new[] { ("slack:", "Channels:Slack:Channel"), ("teams:", "Channels:Teams:Channel") }
                    .Where(chat => settings.Configuration[chat.Item2] is { Length: > 0 })
                    .Select(chat => chat.Item1 + settings.Configuration[chat.Item2]),
            ];

    private static void CheckChannels(SettingsReader settings, string section, IReadOnlyList<string> channels)
    {
        foreach (
            var channel in channels.Where(channel => channel.Split(':', 2) is not [{ Length: > 0 }, { Length: > 0 }])
        )
            settings.Add(
                $"{section}:Channels",
                $"'{channel}' is not a channel. Write chat:channel, such as slack:C0123ABCD."
            );
    }
}
