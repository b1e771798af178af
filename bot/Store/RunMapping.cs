using System.Data.Common;
using System.Text.Json;

namespace OpsBot.Bot.Store;

/// <summary>Runs and questions as rows, and back.</summary>
/// <param name="json">How plans and questions are written down.</param>
/// <param name="leases">What time it is.</param>
/// <param name="claims">How long a claim counts.</param>
internal sealed class RunMapping(EngineJson json, Leases leases, ClaimTerm? claims = null)
{
    private readonly TimeSpan claimed = (claims ?? ClaimTerm.Usual).For;

    /// <summary>Claims that began before this do not count any more.</summary>
    internal DateTimeOffset ClaimsSince => leases.Now - claimed;

    /// <summary>What <see cref="Read(DbDataReader)"/> reads, in this order.</summary>
    internal const string Columns = """
        "Id", "Loop", "SubjectKey", "SubjectName", "About", "Party", "Amount", "Currency", "Stage", "Outcome", "Heading",
        "Version", "CreatedAt", "DueAt", "ClosedAt", "Events", "SeenEvents", "Facts", "FactsHash", "Rule", "Because",
        "Plan", "Step", "StepsBefore", "Escalation", "Attempt", "Looks", "FailingSince", "Trouble"
        """;

    /// <summary>The run of a row that a statement answered.</summary>
    internal Run Read(DbDataReader row)
    {
        var at = new Cells(row);
        return Read(
            new RunRow
            {
                Id = at.Text()!,
                Loop = at.Text()!,
                SubjectKey = at.Text()!,
                SubjectName = at.Text()!,
                About = at.Text(),
                Party = at.Text(),
                Amount = at.Decimal(),
                Currency = at.Text(),
                Stage = (Stage)at.Number(),
                Outcome = (Outcome)at.Number(),
                Heading = (Outcome)at.Number(),
                Version = at.Number(),
                CreatedAt = at.Moment()!.Value,
                DueAt = at.Moment(),
                ClosedAt = at.Moment(),
                Events = at.Number(),
                SeenEvents = at.Number(),
                Facts = at.Text(),
                FactsHash = at.Text(),
                Rule = at.Text(),
                Because = at.Text(),
                Plan = at.Text(),
                Step = at.Number(),
                StepsBefore = at.Number(),
                Escalation = at.Text(),
                Attempt = at.Number(),
                Looks = at.Number(),
                FailingSince = at.Moment(),
                Trouble = at.Text(),
            }
        );
    }

    /// <summary>
    /// The run of a row. One whose plan was written by another version of this program and cannot be read says so: it must not
    /// keep others from being read, nor be taken for one without a plan.
    /// </summary>
    internal Run Read(RunRow row)
    {
        try
        {
            return Read(row, row.Plan is { } plan ? json.Read<Plan>(plan) : null);
        }
        catch (JsonException error)
        {
            return Read(row, null) with { Unreadable = $"its plan cannot be read by this version: {error.Message}" };
        }
    }

    private static Run Read(RunRow row, Plan? plan) =>
        new()
        {
            Id = new RunId(row.Id),
            Loop = new LoopName(row.Loop),
            Subject = new Subject(row.SubjectKey, row.SubjectName),
            About = row.About,
            Party = row.Party,
            Amount = row is { Amount: { } amount, Currency: { } currency } ? new Money(amount, currency) : null,
            Stage = row.Stage,
            Outcome = row.Outcome,
            Heading = row.Heading,
            Version = row.Version,
            CreatedAt = row.CreatedAt,
            DueAt = row.DueAt,
            ClosedAt = row.ClosedAt,
            Events = row.Events,
            SeenEvents = row.SeenEvents,
            Facts = row.Facts,
            FactsHash = row.FactsHash,
            Rule = row.Rule,
            Because = row.Because,
            Plan = plan,
            Step = row.Step,
            StepsBefore = row.StepsBefore,
            Escalation = row.Escalation is { } escalation ? new EscalationId(escalation) : null,
            Attempt = row.Attempt,
            Looks = row.Looks,
            FailingSince = row.FailingSince,
            Trouble = row.Trouble,
        };

    internal string? Write(Plan? plan) => plan is null ? null : json.Write(plan);

    internal string Write(Effect effect) => json.Write(effect);

    internal JournalEntry Read(EffectRow row) =>
        new(
            new EffectKey(new RunId(row.RunId), row.Step),
            json.ReadToShow<Effect>(row.Effect),
            row.State,
            row.At,
            row.Receipt
        );

    internal Escalation Read(EscalationRow row) =>
        new()
        {
            Id = new EscalationId(row.Id),
            Run = new RunId(row.RunId),
            Loop = new LoopName(row.Loop),
            Kind = row.Kind,
            // The row knows better than the question: deadlines move when their loop was paused.
            Question = json.ReadToShow<Question>(row.Question) with
            {
                Deadline = row.Deadline,
            },
            Channels = row.Channels.Split(' ', StringSplitOptions.RemoveEmptyEntries),
            FactsHash = row.FactsHash,
            OpenedAt = row.OpenedAt,
            SettledAt = row.SettledAt,
            Verdict = row.Verdict,
            Choice = row.Choice,
            By = row.By,
            Reason = row.Reason,
            Amount = row.Amount,
            Claim =
                row is { ClaimedBy: { } by, ClaimedAt: { } at } && at > ClaimsSince
                    ? new Claim(by, at, at + claimed)
                    : null,
        };

    internal static Inquiry Read(InquiryRow row) =>
        new(new InquiryId(row.Id), new EscalationId(row.EscalationId), row.Question, row.AskedBy, row.AskedAt)
        {
            Of = row.Of,
            Answer = row.Answer,
            AnsweredBy = row.AnsweredBy,
            AnsweredAt = row.AnsweredAt,
        };

    /// <summary>The question as people see it now: while its loop is paused its deadline moves on with the time.</summary>
    internal Escalation Read(EscalationRow row, PauseStore pauses)
    {
        var asked = Read(row);
        var due = row.Deadline + pauses.Rested(asked.Loop, asked.OpenedAt);
        return asked.IsOpen ? asked with { Question = asked.Question with { Deadline = due } } : asked;
    }

    internal EscalationRow Write(Escalation escalation) =>
        new()
        {
            Id = escalation.Id.Value,
            RunId = escalation.Run.Value,
            Loop = escalation.Loop.Value,
            Kind = escalation.Kind,
            Question = json.Write(escalation.Question),
            Channels = string.Join(' ', escalation.Channels),
            FactsHash = escalation.FactsHash,
            OpenedAt = escalation.OpenedAt,
            Deadline = escalation.Question.Deadline,
        };
}
