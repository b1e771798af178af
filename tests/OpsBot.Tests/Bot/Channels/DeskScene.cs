using Microsoft.Extensions.Logging.Abstractions;
using OpsBot.Bot.Channels;
using OpsBot.Loops.Engine;
using OpsBot.Tests.Infrastructure;

namespace OpsBot.Tests.Bot.Channels;

/// <summary>The engine on a real database, the desk, and a chat on paper.</summary>
internal sealed class DeskScene : IAsyncDisposable
{
    internal const string Room = "test:room";
    private readonly CardOptions options;

    private DeskScene(EngineFixture engine, CardOptions options)
    {
        (Engine, this.options) = (engine, options);
        Desk = NewDesk();
        engine.Scripted.Decides = context => ScriptedLoop.Ask(context.Now.AddHours(4));
    }

    internal EngineFixture Engine { get; }

    internal PaperChannel Chat { get; } = new("test");

    internal CardDesk Desk { get; private set; }

    internal static CancellationToken Stop => TestContext.Current.CancellationToken;

    internal DateTimeOffset Now => Engine.Clock.GetUtcNow();

    internal static async Task<DeskScene> StartAsync(TestStore.Kind kind, CardOptions? options = null) =>
        new(await EngineFixture.StartAsync(kind), options ?? new CardOptions());

    /// <summary>A run asks.</summary>
    internal async Task AskAsync(params IEnumerable<string> subjects)
    {
        foreach (var subject in subjects)
            await Engine.CatchAsync(subject, found: true);
        await Engine.RunDueAsync();
    }

    /// <summary>A person answers, and the run goes on.</summary>
    internal async Task AnswerAsync(string subject, string choice = "approve", string? reason = null)
    {
        (
            await Engine.AnswerAsync(subject, choice, reason: reason)
        ).ShouldBeOfType<OpsBot.Loops.People.AnswerResult.Accepted>();
        await Engine.RunDueAsync();
    }

    /// <summary>Shows all that is due now.</summary>
    internal async Task ShowAsync()
    {
        for (var turns = 0; await Desk.WorkOnceAsync(Stop) > 0; turns++)
            turns.ShouldBeLessThan(2_000, "the desk does not come to rest");
    }

    /// <summary>Time passes, second by second, and what is due in it is done.</summary>
    internal async Task PassAsync(int seconds)
    {
        for (var second = 0; second < seconds; second++)
        {
            Engine.Clock.Advance(TimeSpan.FromSeconds(1));
            await Engine.RunDueAsync();
            await ShowAsync();
        }
    }

    /// <summary>The process dies while it shows cards; the next one begins when its leases have ended.</summary>
    internal async Task DieAsync(string at)
    {
        Chat.DiesAt = at;
        await Should.ThrowAsync<OperationCanceledException>(ShowAsync);
        Desk = NewDesk();
        await PassAsync(1);
        Engine.Clock.Advance(TimeSpan.FromMinutes(4));
    }

    /// <summary>The card of a question in the chat.</summary>
    internal async Task<(string Handle, Card Card)> CardOfAsync(string subject)
    {
        var question = await Engine.QuestionOfAsync(subject);
        var (handle, card) = Chat.Messages.Where(message => message.Value.Key == question.Id).ShouldHaveSingleItem();
        return (handle, card);
    }

    /// <summary>All lines of a card's thread.</summary>
    internal async Task<IReadOnlyList<string>> ThreadOfAsync(string subject)
    {
        var (handle, _) = await CardOfAsync(subject);
        return
        [
            .. Chat
                .Sayings.Where(said => said.Handle == handle)
                .SelectMany(said => said.Saying.Lines)
                .Select(line => line.Text),
        ];
    }

    /// <summary>The run's story after it was first asked.</summary>
    internal async Task<IReadOnlyList<string>> StoryAsync(string subject)
    {
        var story = (await Engine.StoryOfAsync(subject)).Split('\n');
        return [.. story.SkipWhile(line => !line.StartsWith("Asked by rule", StringComparison.Ordinal)).Skip(1)];
    }

    internal IReadOnlyList<Card> Groups =>
        [
            .. Chat
                .Messages.Values.Where(card => CardGroup.IsId(card.Key))
                .OrderBy(card => card.Key.Value, StringComparer.Ordinal),
        ];

    private CardDesk NewDesk() => new(Engine.Cards, [Chat], options, Engine.Clock, NullLogger<CardDesk>.Instance);

    public ValueTask DisposeAsync() => Engine.DisposeAsync();
}
