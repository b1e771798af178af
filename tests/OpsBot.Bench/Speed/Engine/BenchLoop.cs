using System.Globalization;
using OpsBot.Loops.Engine;
using OpsBot.Loops.Rules;
using OpsBot.Loops.Shop;

namespace OpsBot.Bench.Speed.Engine;

/// <summary>An order came that something is to be done about.</summary>
/// <param name="Order">Its name.</param>
internal sealed record OrderCame(string Order) : Happening
{
    public override string What => $"order {Order} came";
}

/// <summary>
/// The loop that is measured: caught by a signed webhook, decided by a table of five rows, then three writes in three systems
/// and a row in the log, each journalled before and after.
/// </summary>
internal sealed class BenchLoop(BenchRole role) : ILoop
{
    /// <summary>The name of its log, too.</summary>
    internal const string Log = "Bench";

    /// <summary>Chats take about one new card a second and channel: so many channels, so many new cards a second.</summary>
    private const int ChannelCount = 256;

    private static readonly TimeSpan AnswerWithin = TimeSpan.FromHours(24);
    private readonly RuleTable<BenchFacts> table = RuleTable<BenchFacts>.Parse(
        "Loops:Bench:Rules",
        [
            Row("high-risk", "ask", "risky orders are looked at by people", ("risk", "high")),
            Row("many-items", "ask", "large orders are looked at by people", ("items", "> 20")),
            Row("large-sum", "ask", "larger sums are decided by people", ("value", "> 200")),
            Row("our-fault", "clear", "it was our fault", ("reason", "defective | wrong_item"), ("value", "<= 150")),
            Row("small-sum", "clear", "it is not worth asking about"),
        ],
        BenchFacts.Fields,
        ["ask", "clear"]
    );
    private int channel;

    public static LoopName LoopName { get; } = new("bench");

    public LoopName Name => LoopName;

    /// <summary>More than it can do: how fast a pause is drained is then up to the engine.</summary>
    public int ResumePerSecond => 100_000;

    public IReadOnlyList<string> Channels
    {
        get
        {
            var number = (uint)Interlocked.Increment(ref channel) % ChannelCount;
            return role.IsInTeams
                ? [$"slack:C0BENCH{number}", $"teams:19:bench{number}@thread.tacv2"]
                : [$"slack:C0BENCH{number}"];
        }
    }

    public IReadOnlyList<string> Approvers { get; } = ["agent"];

    public Caught? Catch(Happening happening) =>
        happening is OrderCame came ? new Caught.Starts(new Subject(came.Order, "#" + came.Order), About: null) : null;

    public Task<Considered> ConsiderAsync(RunContext context, CancellationToken cancel)
    {
        var facts = BenchFacts.Of(context.Run.Subject.Key);
        var amount = new Money(facts.Value, "EUR");
        var match = table.Match(facts);
        Decision decision = match.Row.Outcome is "ask"
            ? new Decision.Ask(Question(facts, amount, match, context.Run.CreatedAt), match.Row.Name, match.Row.Because)
            : new Decision.Clear(Plan(facts), match.Row.Name, match.Row.Because);
        return Task.FromResult(
            new Considered(facts, new { Open = 1 }, decision)
            {
                Party = "customer/" + facts.Order[^3..],
                Amount = amount,
            }
        );
    }

    public IReadOnlyList<string> Explain() => table.Explain();

    private Question Question(BenchFacts facts, Money amount, RuleMatch match, DateTimeOffset caught) =>
        new($"Order #{facts.Order} · {amount}", $"By rule {match.Row.Name}: {match.Row.Because}")
        {
            Fields =
            [
                new Field("Order", "#" + facts.Order),
                new Field("Reason", facts.Reason),
                new Field("Items", facts.Items.ToString(CultureInfo.InvariantCulture)),
            ],
            Quote = "It arrived broken, please help.",
            Choices =
            [
                new Choice("approve", $"Refund {amount}", Verdict.Approved, Plan(facts)),
                new Choice("deny", "Refuse", Verdict.Denied, new Plan([Row(facts)])),
            ],
            MayAnswer = Approvers,
            Amount = amount,
            Deadline = caught + AnswerWithin,
        };

    private static Plan Plan(BenchFacts facts) =>
        new([.. BenchWrite.Places.Select(place => new BenchWrite(place, facts.Order, facts.Reason)), Row(facts)]);

    private static LogRow Row(BenchFacts facts) =>
        new(
            Log,
            [
                new LogCell("Order", facts.Order),
                new LogCell("Value", facts.Value.ToString(CultureInfo.InvariantCulture)),
                new LogCell("Reason", facts.Reason),
                new LogCell("Items", facts.Items.ToString(CultureInfo.InvariantCulture)),
                new LogCell("Risk", facts.Risk),
            ]
        );

    private static RuleRow Row(
        string name,
        string outcome,
        string because,
        params ReadOnlySpan<(string Fact, string Is)> when
    ) =>
        new(
            name,
            when.ToArray().ToDictionary(pair => pair.Fact, pair => pair.Is, StringComparer.Ordinal),
            outcome,
            because
        );
}
