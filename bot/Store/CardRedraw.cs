namespace OpsBot.Bot.Store;

/// <summary>
/// Says that cards have to show a newer state. A member of a group is shown by its group: it is counted on, so that it is
/// true when it gets a card of its own, and its group is drawn anew, a little later, so that many news become one.
/// </summary>
internal static class CardRedraw
{
    /// <summary>How long a group waits for more news; chats allow few updates a minute.</summary>
    private static readonly TimeSpan Gather = TimeSpan.FromSeconds(5);

    /// <summary>Every card of a run that is not past, and the one of the question that this commit leaves behind.</summary>
    internal static Task OfRunAsync(
        Session session,
        (RunId Run, EscalationId? Left) what,
        DateTimeOffset due,
        DateTimeOffset now
    )
    {
        var (run, left) = (what.Run.Value, what.Left?.Value);
        return session.ExecuteAsync(
            $"""
            UPDATE "Cards" SET "Wanted" = "Wanted" + 1, "DueAt" = CASE
                WHEN "Group" IS NOT NULL AND "Handle" IS NULL AND "DueAt" IS NULL THEN NULL
                WHEN "DueAt" < {due} THEN "DueAt" ELSE {due} END
            WHERE "RunId" = {run} AND EXISTS (
                SELECT 1 FROM "Escalations" AS asked
                WHERE asked."Id" = "Cards"."EscalationId" AND (asked."Id" = {left} OR asked."SettledAt" >= {now}
                    OR asked."Verdict" NOT IN ({Verdict.Withdrawn}, {Verdict.Superseded})))
            """
        );
    }

    /// <summary>The groups that any card of a run is a member of.</summary>
    internal static Task GroupsOfRunAsync(Session session, RunId run, DateTimeOffset due) =>
        session.ExecuteAsync(
            $"""
            UPDATE "Cards" SET "Wanted" = "Wanted" + 1,
                "DueAt" = CASE WHEN "DueAt" < {due + Gather} THEN "DueAt" ELSE {due + Gather} END
            WHERE "EscalationId" IN (
                SELECT member."Group" FROM "Cards" AS member
                WHERE member."RunId" = {run.Value} AND member."Group" IS NOT NULL)
            """
        );

    /// <summary>The cards of one question.</summary>
    internal static async Task OfQuestionAsync(Session session, string question, DateTimeOffset now)
    {
        await session.ExecuteAsync(
            $"""
            UPDATE "Cards" SET "Wanted" = "Wanted" + 1,
                "DueAt" = CASE WHEN "Group" IS NOT NULL AND "Handle" IS NULL AND "DueAt" IS NULL THEN NULL ELSE {now} END
            WHERE "EscalationId" = {question}
            """
        );
        await GroupsOfAsync(session, question, now);
    }

    /// <summary>
    /// Gives a member of a group cards of its own, first in line. What came before is in the run's own story: their threads
    /// begin with what comes after this.
    /// </summary>
    /// <param name="session">What to write through.</param>
    /// <param name="question">The member's question.</param>
    /// <param name="channel">Where; everywhere where absent.</param>
    /// <returns>How many there are that it had not.</returns>
    internal static Task<int> OnItsOwnAsync(Session session, string question, string? channel) =>
        session.ExecuteAsync(
            $"""
            UPDATE "Cards" SET "DueAt" = {DateTimeOffset.UnixEpoch}, "Told" = (
                SELECT COALESCE(MAX("Id"), 0) FROM "Timeline" WHERE "Timeline"."RunId" = "Cards"."RunId")
            WHERE "EscalationId" = {question} AND ({channel is null} OR "Channel" = {channel ?? ""})
                AND "Group" IS NOT NULL AND "Handle" IS NULL AND "DueAt" IS NULL
            """
        );

    /// <summary>The threads of a question's cards: they have more to say, while the cards stay as they are.</summary>
    internal static Task ThreadsOfAsync(Session session, string question, DateTimeOffset now) =>
        session.ExecuteAsync(
            $"""
            UPDATE "Cards" SET "DueAt" = {now}
            WHERE "EscalationId" = {question} AND "Handle" IS NOT NULL AND "DueAt" IS NULL
            """
        );

    /// <summary>The groups that a question's cards are members of.</summary>
    internal static Task GroupsOfAsync(Session session, string question, DateTimeOffset now) =>
        session.ExecuteAsync(
            $"""
            UPDATE "Cards" SET "Wanted" = "Wanted" + 1,
                "DueAt" = CASE WHEN "DueAt" < {now + Gather} THEN "DueAt" ELSE {now + Gather} END
            WHERE "EscalationId" IN (
                SELECT member."Group" FROM "Cards" AS member
                WHERE member."EscalationId" = {question} AND member."Group" IS NOT NULL)
            """
        );

    /// <summary>The cards of all open questions of a loop.</summary>
    internal static async Task OfLoopAsync(Session session, string loop, DateTimeOffset at)
    {
        await session.ExecuteLongAsync(
            $"""
            UPDATE "Cards" SET "Wanted" = "Wanted" + 1,
                "DueAt" = CASE WHEN "Group" IS NOT NULL AND "Handle" IS NULL AND "DueAt" IS NULL THEN NULL ELSE {at} END
            WHERE "EscalationId" IN (SELECT "Id" FROM "Escalations" WHERE "SettledAt" IS NULL AND "Loop" = {loop})
            """
        );
        await session.ExecuteLongAsync(
            $"""
            UPDATE "Cards" SET "Wanted" = "Wanted" + 1, "DueAt" = {at + Gather}
            WHERE "EscalationId" IN (
                SELECT member."Group" FROM "Escalations" AS asked
                JOIN "Cards" AS member ON member."EscalationId" = asked."Id" AND member."Group" IS NOT NULL
                WHERE asked."SettledAt" IS NULL AND asked."Loop" = {loop})
            """
        );
    }
}
