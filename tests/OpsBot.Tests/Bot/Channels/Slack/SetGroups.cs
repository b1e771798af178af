using OpsBot.Loops.Engine;

namespace OpsBot.Tests.Bot.Channels.Slack;

/// <summary>One group, of the questions the test names.</summary>
internal sealed class SetGroups(MemoryQuestions questions) : ICardGroups
{
    internal List<EscalationId> Members { get; } = [];

    public Task<IReadOnlyList<GroupMember>> GroupMembersAsync(
        string group,
        int skip,
        int take,
        CancellationToken cancel
    ) =>
        Task.FromResult<IReadOnlyList<GroupMember>>([
            .. Members
                .Skip(skip)
                .Take(take)
                .Select(id => new GroupMember(questions[id], "#1042-R1", "rule", "slack:" + Asked.Channel, false)),
        ]);
}
