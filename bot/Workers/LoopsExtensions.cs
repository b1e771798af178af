using OpsBot.Bot.Channels;
using OpsBot.Bot.Settings;
using OpsBot.Loops.Rules;
using OpsBot.Loops.Shop;
using Returns = OpsBot.Loops.Returns;

namespace OpsBot.Bot.Workers;

/// <summary>Adds the loops a shop has configured: a list, not a scan, so that it reads as one.</summary>
internal static class LoopsExtensions
{
    /// <summary>Adds the loops; after the chats, since their cards go there.</summary>
    internal static IServiceCollection AddLoops(this IServiceCollection services, SettingsReader settings)
    {
        var shop = settings.Read<ShopOptions>(ShopOptions.Section);
        var people = settings.Read<PeopleOptions>(PeopleOptions.Section);
        services.AddSingleton(people.ToRoles());
        services.AddSingleton(new ClaimTerm(people.ClaimFor));
        services.AddSingleton(new ShopCalendar(shop.Zone));
        services.AddSingleton(new EngineJson(ShopEffects.All));
        IReadOnlyList<ChatHome> chats =
        [
            .. services.Select(service => service.ImplementationInstance).OfType<ChatHome>(),
        ];
        if (chats.Count == 0)
            settings.Add("Channels", LoopChats.None);
        services.AddReturns(settings, shop, new LoopChats(chats, people));
        return services;
    }

    private static void AddReturns(
        this IServiceCollection services,
        SettingsReader settings,
        ShopOptions shop,
        LoopChats chats
    )
    {
        var loop = settings.Read<Returns.Settings>(Returns.Settings.Section);
        if (!loop.Enabled)
            return;
        settings.Read<Returns.Limits>($"{Returns.Settings.Section}:Limits");
        settings.Read<Returns.Trips>($"{Returns.Settings.Section}:Trips");
        foreach (var problem in chats.ProblemsOfApprovers(loop.Approvers))
            settings.Add($"{Returns.Settings.Section}:Approvers", problem);
        loop.Channels = chats.ChannelsOf(Returns.Policy.LoopName, loop.Channels);
        foreach (var problem in chats.ProblemsOfChannels(loop.Channels))
            settings.Add($"{Returns.Settings.Section}:Channels", problem);
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
}
