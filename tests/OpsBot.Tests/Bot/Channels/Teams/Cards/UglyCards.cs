using CsCheck;
using OpsBot.Bot.Channels;
using OpsBot.Loops.Engine;

namespace OpsBot.Tests.Bot.Channels.Teams.Cards;

/// <summary>Cards and lines with words as nobody should write them.</summary>
internal static class UglyCards
{
    private static readonly AmountRange Range = new(0.01m, 249.00m, "EUR");

    private static readonly Gen<CardChoice> Choice = Gen.Select(
        Gen.Int[0, 1_000_000],
        Ugly.Words,
        Ugly.Words.List[0, 12],
        Gen.Enum<CardTone>(),
        Gen.Int[0, 7],
        (key, label, effects, tone, kind) =>
            new CardChoice($"choice-{key}", label, effects, tone, NeedsReason: (kind & 1) > 0)
            {
                AsksTwice = (kind & 2) > 0,
                Amount = (kind & 4) > 0 ? Range : null,
            }
    );

    private static readonly Gen<CardTick> Tick = Gen.Select(
        Ugly.Words,
        Gen.Enum<EffectState>(),
        Ugly.Words,
        (text, state, detail) => new CardTick(text, state, detail)
    );

    private static readonly Gen<CardList> Lines = Gen.Select(
        Ugly.Words,
        Ugly.Words.List[0, 200],
        (heading, lines) => new CardList(heading, lines)
    );

    private static readonly Gen<CardAction> Action = Gen.Select(
        Gen.Int[0, 1_000_000],
        Ugly.Words,
        Ugly.Words,
        (key, label, says) => new CardAction($"action-{key}", label, says)
    );

    private static readonly Gen<Inquiry> Asking = Gen.Select(
        Ugly.Words,
        Ugly.Words,
        Gen.Bool,
        (words, answer, isAnswered) =>
            new Inquiry(new InquiryId("inq_1"), Asked.Id, words, $"teams:{Drawn.Kim}", Asked.At)
            {
                Answer = isAnswered ? answer : null,
                AnsweredBy = isAnswered ? "slack:U0OPS" : null,
                AnsweredAt = isAnswered ? Asked.At : null,
            }
    );

    private static readonly IReadOnlyList<CardAction> Menu =
    [
        new(CaseMenu.Claim, "I take it on", ""),
        new(CaseMenu.Assign, "Assign to…", ""),
        new(CaseMenu.Ask, "Ask for information…", ""),
        new(CaseMenu.Note, "Add a note…", ""),
        new(CaseMenu.Amount, "Approve another amount…", ""),
    ];

    internal static Gen<Card> Card { get; } =
        Gen.Select(
            Gen.Select(Ugly.Words, Ugly.Words, Ugly.Words, Ugly.Words, Ugly.Words),
            Gen.Select(
                Ugly.Words,
                Ugly.Words,
                Gen.Bool,
                (label, value, isSafe) =>
                    new Field(label, value, new Uri($"{(isSafe ? "https" : "http")}://shop.example/a?b=1&c=|"))
            ).List[0, 14],
            Gen.Select(Ugly.Words.List[0, 12], Ugly.Words.List[0, 12], Lines.List[0, 3], Asking.List[0, 9]),
            Gen.Select(Choice.List[0, 8], Action.List[0, 3], Gen.Enum<CardState>(), Gen.Bool),
            Tick.List[0, 20],
            (words, fields, lines, buttons, ticks) =>
                new Card(Asked.Id, words.Item1, buttons.Item3)
                {
                    Status = words.Item2,
                    Why = words.Item3,
                    Quote = words.Item4,
                    Reason = words.Item5,
                    RunName = words.Item1,
                    By = $"teams:{Drawn.Kim}",
                    At = Asked.At,
                    AskedAt = Asked.At,
                    Fields = fields,
                    History = lines.Item1,
                    Changed = lines.Item2,
                    Lists = lines.Item3,
                    Inquiries = lines.Item4,
                    Choices = [.. buttons.Item1.DistinctBy(choice => choice.Key)],
                    Actions = [.. buttons.Item2.DistinctBy(action => action.Key)],
                    Menu = buttons.Item4 ? Menu : [],
                    Ticks = ticks,
                }
        );

    internal static Gen<Line> Line { get; } =
        Gen.Select(
            Ugly.Words,
            Gen.Bool,
            Ugly.Words,
            Gen.Bool,
            Gen.Int[0, 2],
            (text, by, rest, at, to) =>
                new Line(text, by ? $"teams:{Drawn.Kim}" : null, rest)
                {
                    At = at ? Asked.At.AddMinutes(text.Length) : null,
                    To =
                        to == 0 ? null
                        : to == 1 ? $"teams:{Drawn.Kim}"
                        : "slack:U0OPS",
                }
        );
}
