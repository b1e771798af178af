namespace OpsBot.Bot.Channels.Teams.Cards;

/// <summary>Everybody one message mentions: two people of one name are told apart, since a mention is found by its text.</summary>
internal sealed class TeamsMentions(TeamsWords words)
{
    private readonly List<TeamsMention> all = [];

    /// <summary>Everybody so far.</summary>
    internal IReadOnlyList<TeamsMention> All => all;

    /// <summary>A mention of somebody, as <c>chat:user</c>; nothing where they cannot be mentioned here.</summary>
    internal TeamsMention? Of(string id)
    {
        if (words.Mention(id) is not { } mention)
            return null;
        if (all.Find(known => known.User == mention.User) is { } known)
            return known;
        var same = all.Count(other =>
            other.Name == mention.Name || other.Name.StartsWith(mention.Name + " ", StringComparison.Ordinal)
        );
        mention = same == 0 ? mention : mention with { Name = $"{mention.Name} {same + 1}" };
        all.Add(mention);
        return mention;
    }
}
