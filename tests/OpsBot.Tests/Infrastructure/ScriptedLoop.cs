using OpsBot.Loops.Engine;

namespace OpsBot.Tests.Infrastructure;

/// <summary>A loop that decides what a test says, from facts a test sets.</summary>
internal sealed class ScriptedLoop : ILoop
{
    public LoopName Name => EngineFixture.Loop;

    public IReadOnlyList<string> Channels { get; set; } = ["test:room"];

    public IReadOnlyList<string> Approvers => ["agent"];

    public TripLimits Trips { get; set; } = TripLimits.None;

    public int ResumePerSecond { get; set; } = 10;

    /// <summary>The material facts.</summary>
    internal object Facts { get; set; } = new { colour = "red" };

    /// <summary>The decision; by default two pokes.</summary>
    internal Func<RunContext, Decision> Decides { get; set; } = _ => Clear("a", "b");

    /// <summary>The decision where it needs to be looked up first.</summary>
    internal Func<RunContext, Task<Decision>>? LooksUp { get; set; }

    internal Exception? GatherFails { get; set; }

    internal int Considered { get; private set; }

    internal static Plan Pokes(params string[] names) => new([.. names.Select(name => new Poke(name))]);

    internal static Decision Clear(params string[] names) => new Decision.Clear(Pokes(names), "rule", "It is clear.");

    internal static Decision Ask(DateTimeOffset deadline) =>
        new Decision.Ask(
            new Question("Title", "Why")
            {
                MayAnswer = ["agent"],
                Deadline = deadline,
                Choices =
                [
                    new Choice("approve", "Poke it", Verdict.Approved, Pokes("a", "b")),
                    new Choice("deny", "Leave it", Verdict.Denied, Pokes("denied: {reason}")) { NeedsReason = true },
                ],
            },
            "ask-rule",
            "People must look."
        );

    public Caught? Catch(Happening happening) =>
        happening is not Happened it ? null
        : it.Starts ? new Caught.Starts(new Subject(it.Subject, it.Subject), null) { OnlyOnce = it.IsFound }
        : new Caught.Joins(it.Subject);

    public async Task<Considered> ConsiderAsync(RunContext context, CancellationToken cancel)
    {
        Considered++;
        if (GatherFails is { } failure)
            throw failure;
        var decision = LooksUp is { } lookUp ? await lookUp(context) : Decides(context);
        return new Considered(Facts, "around", decision) { Party = "party", Amount = new Money(5, "EUR") };
    }

    public IReadOnlyList<string> Explain() => ["as the test says"];
}
