using System.Security.Cryptography;
using System.Text.Json;
using OpsBot.Bench.Speed.Far;

namespace OpsBot.Bench.Speed.Load;

/// <summary>Makes activities of Teams, signed before the time is taken.</summary>
internal static class TeamsEvents
{
    /// <summary>The app was added to the team: the bot knows where Teams is from then on.</summary>
    internal static Signed Added(FarTeams teams, DateTimeOffset now) =>
        Of(
            teams,
            "added",
            teams.Token(now),
            Activity(teams, "installationUpdate", FarTeams.Names.ChannelId, new { action = "add" })
        );

    /// <summary>Clicks on the first button of each card.</summary>
    internal static IReadOnlyList<Signed> Clicks(
        FarTeams teams,
        IEnumerable<FarTeams.CardSeen> cards,
        DateTimeOffset now
    )
    {
        var token = teams.Token(now);
        return [.. cards.Select(card => Of(teams, card.Question, token, Click(teams, card)))];
    }

    private static Dictionary<string, object> Click(FarTeams teams, FarTeams.CardSeen card)
    {
        var action = new
        {
            type = "Action.Execute",
            verb = "decide",
            data = new { card = card.Question, choice = "approve" },
        };
        return Activity(
            teams,
            "invoke",
            card.Conversation,
            new
            {
                name = "adaptiveCard/action",
                replyToId = card.Message,
                value = new { action, trigger = "manual" },
            }
        );
    }

    private static Dictionary<string, object> Activity(FarTeams teams, string type, string conversation, object more)
    {
        var names = FarTeams.Names;
        var activity = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["type"] = type,
            ["id"] = "f:" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)),
            ["timestamp"] = TimeProvider.System.GetUtcNow().ToString("O"),
            ["serviceUrl"] = teams.Service,
            ["channelId"] = "msteams",
            ["from"] = new
            {
                id = FarTeams.Account,
                name = "Ops agent",
                aadObjectId = FarTeams.Person,
            },
            ["recipient"] = new { id = names.BotAccount, name = names.BotName },
            ["conversation"] = new
            {
                id = conversation,
                conversationType = "channel",
                tenantId = names.TenantId,
                isGroup = true,
            },
            ["channelData"] = new
            {
                tenant = new { id = names.TenantId },
                team = new { id = names.TeamId, name = names.TeamName },
                channel = new { id = conversation.Split(';')[0] },
            },
        };
        foreach (var property in JsonSerializer.SerializeToElement(more).EnumerateObject())
            activity[property.Name] = property.Value;
        return activity;
    }

    private static Signed Of(FarTeams teams, string name, string token, Dictionary<string, object> activity) =>
        new(name, "/api/messages", "application/json", JsonSerializer.SerializeToUtf8Bytes(activity))
        {
            Headers = [new("Authorization", "Bearer " + token)],
        };
}
