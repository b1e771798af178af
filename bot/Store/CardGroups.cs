using Microsoft.EntityFrameworkCore;

namespace OpsBot.Bot.Store;

/// <summary>
/// Folds cards into groups. A group is a row among the cards, claimed, leased and shown like any other; its members' rows name it
/// and are not due themselves. Where a card's row names its run, a group's names what its members share.
/// </summary>
internal sealed class CardGroups(
    IDbContextFactory<OpsBotDb> contexts,
    RunMapping mapping,
    PauseStore pauses,
    CardFolding folding
) : ICardGroups
{
    public Task FoldAsync(int above, TimeSpan within, CancellationToken cancel) =>
        folding.FoldAsync(above, within, cancel);

    /// <summary>A question as people see it now.</summary>
    internal Escalation Read(EscalationRow row) => mapping.Read(row, pauses);

    internal async Task<CardGroup?> ReadAsync(EscalationId group, CancellationToken cancel)
    {
        var members = await GroupMembersAsync(group.Value, 0, CardGroup.MostMembers, cancel);
        return members.Count == 0
            ? null
            : new CardGroup(group, members) { OpenedAt = members.Min(member => member.Escalation.OpenedAt) };
    }

    public async Task<IReadOnlyList<GroupMember>> GroupMembersAsync(
        string group,
        int skip,
        int take,
        CancellationToken cancel
    )
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var rows = await db
            .Cards.Where(card => card.Group == group)
            .Join(db.Escalations, card => card.EscalationId, asked => asked.Id, (card, asked) => new { card, asked })
            .Join(
                db.Runs,
                pair => pair.asked.RunId,
                run => run.Id,
                (pair, run) =>
                    new
                    {
                        pair.card,
                        pair.asked,
                        run.SubjectName,
                        run.Rule,
                    }
            )
            .OrderBy(row => row.asked.SettledAt == null ? 0 : 1)
            .ThenBy(row => row.asked.Deadline)
            .ThenBy(row => row.asked.Id)
            .Skip(skip)
            .Take(take)
            .ToListAsync(cancel)
            .InStoreAsync();
        return rows.ConvertAll(row => new GroupMember(
            Read(row.asked),
            row.SubjectName,
            row.Rule,
            row.card.Channel,
            row.card.Handle is not null || row.card.DueAt is not null
        ));
    }
}
