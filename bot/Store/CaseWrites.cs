namespace OpsBot.Bot.Store;

/// <summary>
/// What changes around an open question, each with its line in the run's story. Each locks the run first, as everywhere: so
/// lines get their numbers in the order in which they can be read, and none comes beside the answer that ends the question.
/// What is meant for somebody needs a thread to be said in: a group has none, so the question gets a card of its own.
/// </summary>
internal sealed class CaseWrites(Wake wake, TimeProvider clock)
{
    private const string Source = "people";

    internal DateTimeOffset Now => clock.GetUtcNow();

    internal void Wake() => wake.Cards();

    internal async Task<bool> ClaimAsync(Session session, Claiming claiming, DateTimeOffset since)
    {
        var now = Now;
        var (id, seen) = (claiming.Escalation.Value, claiming.Seen);
        await LockAsync(session, id);
        var put = await session.QueryAsync(
            $"""
            UPDATE "Escalations" SET "ClaimedBy" = {claiming.To}, "ClaimedAt" = {(claiming.To is null ? null : now)}
            WHERE "Id" = {id} AND "SettledAt" IS NULL AND (
                ("ClaimedBy" = {seen?.By ?? ""} AND "ClaimedAt" = {seen?.At ?? now})
                OR ({seen is null} AND ("ClaimedBy" IS NULL OR "ClaimedAt" <= {since})))
            RETURNING "RunId"
            """,
            static row => row.GetString(0)
        );
        if (put is not [var run])
            return false;
        var to = claiming.To == claiming.By ? null : claiming.To;
        await CardRedraw.OfQuestionAsync(session, id, now);
        if (to is not null)
            await CardRedraw.OnItsOwnAsync(session, id, channel: null);
        await TellAsync(session, run, Words(claiming), claiming.By, to);
        return true;
    }

    private static string Words(Claiming claiming) =>
        claiming.To is null ? "Released: nobody is on it"
        : claiming.To == claiming.By ? "Taken on"
        : "Assigned";

    /// <summary>A note changes no card: it is in the story, and said in the threads.</summary>
    internal async Task<bool> NoteAsync(
        Session session,
        EscalationId question,
        (string Words, string By, string? Key) note
    )
    {
        if (await LockOpenAsync(session, question.Value) is not [var run])
            return false;
        if (await IsFirstAsync(session, note.Key, Now))
        {
            await TellAsync(session, run, $"Note: {note.Words}", note.By);
            await CardRedraw.ThreadsOfAsync(session, question.Value, Now);
        }

        return true;
    }

    internal async Task<bool> AskAsync(Session session, Inquiry inquiry, string? key)
    {
        var id = inquiry.Escalation.Value;
        if (await LockOpenAsync(session, id) is not [var run])
            return false;
        if (!await IsFirstAsync(session, key, Now))
            return true;
        await session.ExecuteAsync(
            $"""
            INSERT INTO "Inquiries" ("Id", "EscalationId", "RunId", "Question", "Of", "AskedBy", "AskedAt")
            VALUES ({inquiry.Id.Value}, {id}, {run}, {inquiry.Words}, {inquiry.Of}, {inquiry.AskedBy}, {inquiry.AskedAt})
            """
        );
        await CardRedraw.OfQuestionAsync(session, id, Now);
        await CardRedraw.OnItsOwnAsync(session, id, channel: null);
        await TellAsync(session, run, $"Asked: {inquiry.Words}", inquiry.AskedBy, inquiry.Of);
        return true;
    }

    internal async Task<InquiryResult> AnswerAsync(Session session, InquiryAnswer answer)
    {
        var now = Now;
        await session.ExecuteAsync(
            $"""
            UPDATE "Runs" SET "Version" = "Version"
            WHERE "Id" = (SELECT "RunId" FROM "Inquiries" WHERE "Id" = {answer.Inquiry.Value})
            """
        );
        if (!await IsFirstAsync(session, answer.Key, now))
            return InquiryResult.Repeated;
        var answered = await session.QueryAsync(
            $"""
            UPDATE "Inquiries" SET "Answer" = {answer.Words}, "AnsweredBy" = {answer.By}, "AnsweredAt" = {now}
            WHERE "Id" = {answer.Inquiry.Value} AND "AnsweredAt" IS NULL AND EXISTS (
                SELECT 1 FROM "Escalations" AS asked
                WHERE asked."Id" = "Inquiries"."EscalationId" AND asked."SettledAt" IS NULL)
            RETURNING "RunId", "EscalationId", "Question"
            """,
            static row => (Run: row.GetString(0), Escalation: row.GetString(1), Question: row.GetString(2))
        );
        if (answered is not [var (run, escalation, question)])
        {
            // It was not taken, so that it cannot have come before when it comes again.
            await session.ExecuteAsync(
                $"""
                DELETE FROM "Events" WHERE "Source" = {Source} AND "DedupeKey" = {answer.Key ?? ""}
                """
            );
            return InquiryResult.Closed;
        }

        await TellAsync(session, run, $"Answered \"{question}\": {answer.Words}", answer.By);
        await CardRedraw.OfQuestionAsync(session, escalation, now);
        return InquiryResult.Stored;
    }

    internal static Task LockAsync(Session session, string question) =>
        session.ExecuteAsync(
            $"""
            UPDATE "Runs" SET "Version" = "Version"
            WHERE "Id" = (SELECT "RunId" FROM "Escalations" WHERE "Id" = {question})
            """
        );

    /// <summary>
    /// The run of a question; nothing where that is settled. Asked in a statement of its own, which sees what the lock waited
    /// for.
    /// </summary>
    private static async Task<List<string>> LockOpenAsync(Session session, string question)
    {
        await LockAsync(session, question);
        return await session.QueryAsync(
            $"""
            SELECT "RunId" FROM "Escalations" WHERE "Id" = {question} AND "SettledAt" IS NULL
            """,
            static row => row.GetString(0)
        );
    }

    private Task TellAsync(Session session, string run, string words, string by, string? to = null) =>
        RunCommit.TellAsync(session, run, new TimelineEntry(Now, words, by) { To = to });

    /// <summary>What has a key is done once: the key stays, as that of anything else that came in.</summary>
    private static async Task<bool> IsFirstAsync(Session session, string? key, DateTimeOffset now) =>
        key is null
        || await session.ExecuteAsync(
            $"""
            INSERT INTO "Events" ("Id", "Source", "DedupeKey", "Topic", "ReceivedAt", "Body")
            VALUES ({Id.New(now)}, {Source}, {key}, {Source}, {now}, {Array.Empty<byte>()})
            ON CONFLICT ("Source", "DedupeKey") DO NOTHING
            """
        ) == 1;
}
