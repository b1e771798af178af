using System.Text.Json.Nodes;

namespace OpsBot.Sandbox.Web;

/// <summary>Writes what one person may see as the page reads it.</summary>
internal sealed class PageState(SlackPane? slack, TeamsPane? teams, Ledger ledger, LedgerTally tally)
{
    private const int MaxEntries = 300;

    internal SlackPane? Slack => slack;

    internal TeamsPane? Teams => teams;

    /// <summary>Everything at once, for a page that has just been opened.</summary>
    internal JsonObject All(PageViewer viewer)
    {
        var all = new JsonObject
        {
            ["people"] = People(),
            ["ledger"] = new JsonArray([.. ledger.Entries.TakeLast(MaxEntries).Select(Entry)]),
            ["counts"] = Counts(),
        };
        if (slack is not null)
            slack.Write(all, viewer.Slack);
        if (teams is not null)
            all["teams"] = teams.All(viewer.Teams);
        return all;
    }

    /// <summary>One line of the ledger with the counts as they are after it.</summary>
    internal JsonObject Written(LedgerEntry entry) => new() { ["entry"] = Entry(entry), ["counts"] = Counts() };

    /// <summary>Who bears the same name in both chats is the same person.</summary>
    private JsonArray People()
    {
        var inSlack = slack?.People.ToDictionary(user => user.Name, user => user.Id, StringComparer.Ordinal) ?? [];
        var inTeams = teams?.People.ToDictionary(user => user.Name, user => user.Account, StringComparer.Ordinal) ?? [];
        return
        [
            .. inSlack
                .Keys.Union(inTeams.Keys, StringComparer.Ordinal)
                .Select(
                    JsonNode? (name) =>
                        new JsonObject
                        {
                            ["name"] = name,
                            ["slack"] = inSlack.GetValueOrDefault(name),
                            ["teams"] = inTeams.GetValueOrDefault(name),
                        }
                ),
        ];
    }

    private static JsonNode? Entry(LedgerEntry entry) =>
        new JsonObject
        {
            ["number"] = entry.Number,
            ["at"] = entry.At.ToString("O"),
            ["system"] = entry.System,
            ["effect"] = entry.Effect,
            ["subject"] = entry.Subject,
            ["detail"] = entry.Detail,
        };

    private JsonObject Counts()
    {
        var (systems, doubled) = tally.Now();
        return new()
        {
            ["systems"] = new JsonObject(systems.Select(one => KeyValuePair.Create(one.Key, (JsonNode?)one.Value))),
            ["doubled"] = doubled,
        };
    }
}

/// <summary>Whoever looks at the page: somebody in each chat, or nobody.</summary>
internal sealed record PageViewer(string? Slack, string? Teams);
