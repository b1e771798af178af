using OpsBot.Bot.Channels;
using OpsBot.Loops.People;

namespace OpsBot.Bot.Commands;

/// <summary>Whether it is known who is the same person in two chats, where roles name people in more than one.</summary>
internal sealed class LinksCheck(SamePeople same, Roles roles) : ICheck
{
    private const int MostNamed = 5;
    private const string ToDo =
        "Who is in both chats and not linked counts as two. Name both ids under one address in People:Emails, or type link.";

    public string About => "people in two chats";

    public async Task<IReadOnlyList<Finding>> LookAsync(CancellationToken cancel)
    {
        var byChat = roles.Members.GroupBy(member => member.Split(':')[0], StringComparer.OrdinalIgnoreCase).ToList();
        if (byChat.Count < 2)
            return [];
        var known = await same.AllAsync(cancel);
        var linked = known.Linked.ToHashSet(StringComparer.OrdinalIgnoreCase);
        // The smaller chat's people are those who can be in both.
        var alone = byChat
            .OrderBy(chat => chat.Count())
            .First()
            .Where(member => !linked.Contains(member))
            .Order(StringComparer.Ordinal)
            .ToList();
        var more = alone.Count > MostNamed ? $" and {alone.Count - MostNamed} more" : "";
        var rest =
            alone.Count == 0
                ? ""
                : $"; nobody elsewhere is known to be {string.Join(", ", alone.Take(MostNamed))}{more}";
        // A group of people is one with nobody: that some are left is no trouble where others are linked.
        return
        [
            new Finding(
                known.Count == 0 ? Grade.Warn : Grade.Ok,
                About,
                $"{Count(known.Count)} known by an id in each{rest}",
                known.Count > 0 ? null : ToDo
            ),
        ];
    }

    private static string Count(int people) => people == 1 ? "1 person is" : $"{people} people are";
}
