using OpsBot.Loops.Engine;
using OpsBot.Loops.Shop;

namespace OpsBot.Tests.Bot.Channels;

/// <summary>One question about one return, in whatever state a test wants it.</summary>
internal static class Asked
{
    internal const string Channel = "C0OPS";
    internal static readonly DateTimeOffset At = new(2026, 3, 1, 9, 0, 0, TimeSpan.Zero);
    internal static readonly RunId Run = new("0000run000000001");
    internal static readonly EscalationId Id = new("0000ask000000001");
    private static readonly Money Amount = new(249.00m, "EUR");

    internal static IReadOnlyList<Effect> Refund { get; } =
    [
        new ApproveReturn("gid://return/1", "#1042-R1"),
        new RefundReturn("gid://return/1", "gid://order/1", Amount, Amount),
        new ReplyToCustomer("return:1", "Your return #1042-R1", "Refunded.") { Email = "kim@example.com" },
    ];

    internal static Question Question { get; } =
        new("Return #1042-R1 · 249.00 EUR", "249.00 EUR is above the 75.00 EUR that rules refund by themselves")
        {
            Fields =
            [
                new Field("Order", "#1042", new Uri("https://shop.example/admin/orders/1")),
                new Field("Customer", "Kim Example"),
                new Field("Reason", "defective"),
            ],
            Quote = "It stopped working after two days.",
            History = ["3 orders, 610.00 EUR", "No returns so far"],
            Choices =
            [
                new Choice("approve", "Refund 249.00 EUR", Verdict.Approved, new Plan(Refund)),
                new Choice(
                    "deny",
                    "Decline",
                    Verdict.Denied,
                    new Plan([new DeclineReturn("gid://return/1", "#1042-R1", DeclineReason.Other)])
                )
                {
                    NeedsReason = true,
                },
            ],
            MayAnswer = ["returns"],
            Amount = Amount,
            Deadline = At.AddHours(4),
        };

    internal static Escalation Open { get; } =
        new()
        {
            Id = Id,
            Run = Run,
            Loop = new LoopName("returns"),
            Kind = EscalationKind.Decision,
            Question = Question,
            Channels = ["slack:" + Channel],
            OpenedAt = At,
        };

    internal static Escalation Approved { get; } =
        Open with
        {
            SettledAt = At.AddMinutes(10),
            Verdict = Verdict.Approved,
            Choice = "approve",
            By = "slack:U0OPS",
        };

    internal static Escalation Denied { get; } =
        Open with
        {
            SettledAt = At.AddMinutes(10),
            Verdict = Verdict.Denied,
            Choice = "deny",
            By = "slack:U0OPS",
            Reason = "Signs of wear",
        };

    internal static CardSubject Subject(
        Escalation asked,
        Stage stage,
        Outcome outcome = Outcome.None,
        params EffectState[] states
    ) =>
        new(
            asked,
            new Run
            {
                Id = Run,
                Loop = asked.Loop,
                Subject = new Subject("gid://return/1", "#1042-R1"),
                CreatedAt = At,
                Stage = stage,
                Outcome = outcome,
                Escalation = asked.Id,
                Because = "the parcel is not back yet",
            },
            [.. states.Select((state, step) => Entry(asked, step, state))]
        );

    private static JournalEntry Entry(Escalation asked, int step, EffectState state) =>
        new(new EffectKey(Run, step), asked.Taken!.Plan.Effects[step], state, At.AddMinutes(11), Receipt(state));

    private static string? Receipt(EffectState state) =>
        state switch
        {
            EffectState.Confirmed => "gid://receipt",
            EffectState.Refused => "already refunded",
            _ => null,
        };
}
