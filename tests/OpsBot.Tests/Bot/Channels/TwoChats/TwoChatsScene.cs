using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using OpsBot.Bot.Channels;
using OpsBot.Bot.Channels.Slack;
using OpsBot.Bot.Channels.Teams;
using OpsBot.Loops.Engine;
using OpsBot.Sandbox.Slack;
using OpsBot.Sandbox.Teams;
using OpsBot.Tests.Infrastructure;
using SlackSeen = OpsBot.Sandbox.Slack.SlackMessage;
using TeamsSeen = OpsBot.Sandbox.Teams.TeamsMessage;

namespace OpsBot.Tests.Bot.Channels.TwoChats;

/// <summary>
/// The engine on a real database with its cards in both pretend chats, over real HTTP. Time passes as a test says, and by itself
/// only while the bot waits for nothing but time.
/// </summary>
internal sealed class TwoChatsScene : IAsyncDisposable
{
    internal const string SlackRoom = "C0OPS";
    internal const string SlackAgent = "U0OPS";
    internal const string SlackLead = "U0LEAD";
    internal const string TeamsAgent = "29:1agent";
    internal const string TeamsLead = "29:1lead";
    internal const string SlackAgentId = "slack:U0OPS";
    internal const string SlackLeadId = "slack:U0LEAD";
    internal const string TeamsAgentId = "teams:7faf8ab2-3d56-4244-b585-20c8a42ed2b8";
    internal const string TeamsLeadId = "teams:eddfa9d4-346e-4cce-a18f-fa6261ad776b";

    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Still = TimeSpan.FromMilliseconds(15);
    private static readonly TimeSpan StillAnswering = TimeSpan.FromMilliseconds(400);
    private readonly WebApplication pretend;
    private readonly WebApplication bot;
    private readonly TestStore store;

    private TwoChatsScene(TestStore store, WebApplication pretend, WebApplication bot) =>
        (this.store, this.pretend, this.bot) = (store, pretend, bot);

    internal static CancellationToken Stop => TestContext.Current.CancellationToken;

    internal FakeTimeProvider Clock => Get<FakeTimeProvider>();

    internal ChatWeather Weather => pretend.Services.GetRequiredService<ChatWeather>();

    internal PretendSlack Slack => pretend.Services.GetRequiredService<PretendSlack>();

    internal PretendTeams Teams => pretend.Services.GetRequiredService<PretendTeams>();

    internal string TeamsRoom => pretend.Services.GetRequiredService<PretendTeamsOptions>().ChannelId;

    internal ScriptedLoop Scripted => Get<ScriptedLoop>();

    internal ScriptedSystem System => Get<ScriptedSystem>();

    internal CardDesk Desk => Get<CardDesk>();

    internal T Get<T>()
        where T : notnull => bot.Services.GetRequiredService<T>();

    internal static async Task<TwoChatsScene> StartAsync(TestStore.Kind kind, TwoChatsSettings? settings = null)
    {
        settings ??= new TwoChatsSettings();
        var database = await TestStore.CreateAsync(kind);
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 11, 24, 9, 0, 0, TimeSpan.Zero));
        var (slack, teams) = (new PretendSlackOptions(), new PretendTeamsOptions());
        if (settings.IsWithoutLimits)
        {
            slack.Limits = SlackLimits.None;
            (teams.Limits.Sends, teams.Limits.Reads) = ([], []);
        }

        var far = await TwoChatsHost.StartFarAsync(clock, slack, teams);
        var near = await TwoChatsHost.StartBotAsync(clock, database, far, settings);
        (slack.BotUrl, teams.BotUrl) = (new Uri(near.Urls.First()), new Uri(near.Urls.First()));
        var scene = new TwoChatsScene(database, far, near);
        (await scene.Teams.InstallAsync(TeamsLead, Stop)).Status.ShouldBe(200);
        // Their names are known from then on, and cards that are there do not change for that.
        foreach (var user in new[] { TeamsAgent, TeamsLead })
            (await scene.LiveAsync(scene.Teams.WriteAsync(user, "whoami", Stop))).Status.ShouldBe(200);
        await scene.LiveAsync(DoneAsync(scene.Get<SlackPeople>().RefreshAsync(Stop)));
        scene.Scripted.Channels = [$"slack:{SlackRoom}", $"teams:{scene.TeamsRoom}"];
        scene.Scripted.Decides = context => ScriptedLoop.Ask(context.Now.AddHours(4));
        return scene;
    }

    /// <summary>Runs ask, and their cards are shown.</summary>
    internal async Task AskAsync(params IEnumerable<string> subjects)
    {
        foreach (var subject in subjects)
            await CatchAsync(subject);
        await RunDueAsync();
        await ShowAsync();
    }

    internal Task<Received> CatchAsync(string subject, bool starts = true) =>
        Get<Inbox>()
            .ReceiveAsync(
                new Arrival(
                    "test",
                    Id.New(Clock.GetUtcNow()),
                    "topic",
                    "{}"u8.ToArray(),
                    new Happened(subject, starts, starts)
                ),
                Stop
            );

    /// <summary>Advances every due run, until none is due any more.</summary>
    internal async Task RunDueAsync()
    {
        var loops = Get<LoopList>();
        while (await Get<IRunStore>().ClaimAsync(loops.Running, 50, Stop) is { Count: > 0 } runs)
            foreach (var run in runs)
                await Get<Runner>().AdvanceAsync(run, Stop);
    }

    /// <summary>Shows all that is due now, in both chats.</summary>
    internal async Task ShowAsync()
    {
        for (var turns = 0; await LiveAsync(Desk.WorkOnceAsync(Stop)) > 0; turns++)
            turns.ShouldBeLessThan(2_000, "the desk does not come to rest");
        await LiveAsync(DoneAsync(Desk.FinishAsync()));
    }

    /// <summary>Time passes, and what is due in it is done.</summary>
    internal async Task PassAsync(TimeSpan time, TimeSpan? step = null)
    {
        for (var end = Clock.GetUtcNow() + time; Clock.GetUtcNow() < end; )
        {
            Clock.Advance(step ?? TimeSpan.FromSeconds(1));
            await RunDueAsync();
            await ShowAsync();
        }
    }

    /// <summary>Waits for something. Where nothing is on its way between the bot and the chats for a while, time passes.</summary>
    internal async Task<T> LiveAsync<T>(Task<T> work)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(2));
        var calls = Weather.Calls;
        var since = TimeProvider.System.GetTimestamp();
        var began = since;
        while (!work.IsCompleted)
        {
            await timer.WaitForNextTickAsync(Stop);
            TimeProvider
                .System.GetElapsedTime(began)
                .ShouldBeLessThan(
                    TimeSpan.FromSeconds(30),
                    $"it never ended, at {Clock.GetUtcNow():HH:mm:ss}: {Weather}"
                );
            if (Weather.Calls != calls || Weather.IsBusy)
            {
                calls = Weather.Calls;
                since = TimeProvider.System.GetTimestamp();
            }
            else if (TimeProvider.System.GetElapsedTime(since) > (Weather.IsAnswering ? StillAnswering : Still))
            {
                Clock.Advance(Step);
            }
        }

        return await work;
    }

    internal async Task<Run> RunOfAsync(string subject) =>
        (await Get<ILoopStore>().FindRunsAsync(subject, 1, Stop)).Single();

    internal async Task<Escalation> QuestionOfAsync(string subject) =>
        (await Get<IRunStore>().RememberAsync((await RunOfAsync(subject)).Id, Stop)).Escalations[^1];

    /// <summary>The messages in Slack that are cards, not what is said below them.</summary>
    internal IReadOnlyList<SlackSeen> SlackCards =>
        [.. Slack.Messages(SlackRoom).Where(message => !message.IsReply && IdIn(message) is not null)];

    /// <summary>The messages in Teams that are cards.</summary>
    internal IReadOnlyList<TeamsSeen> TeamsCards
    {
        get
        {
            var roots = Teams
                .In(TeamsRoom)
                .Where(message => message.Conversation.EndsWith($";messageid={message.Id}", StringComparison.Ordinal));
            return [.. roots.Where(message => message.Card is not null)];
        }
    }

    /// <summary>The question a card in Slack shows, as the message says.</summary>
    internal static string? IdIn(SlackSeen message) =>
        message.Metadata is { } metadata && metadata.TryGetProperty("event_payload", out var payload)
            ? payload.Text("escalation_id")
            : null;

    internal static string HandleOf(SlackSeen message) => $"{SlackRoom}:{message.Ts}";

    internal static string HandleOf(TeamsSeen message) => new TeamsHandle(message.Conversation, message.Id).ToString();

    internal async Task<SlackSeen> SlackCardAsync(EscalationId question)
    {
        foreach (var message in SlackCards)
            if (await Get<ICardSubjects>().FindByHandleAsync(HandleOf(message), Stop) == question)
                return message;
        throw new InvalidOperationException($"there is no card of {question} in Slack");
    }

    internal async Task<TeamsSeen> TeamsCardAsync(EscalationId question)
    {
        foreach (var message in TeamsCards)
            if (await Get<ICardSubjects>().FindByHandleAsync(HandleOf(message), Stop) == question)
                return message;
        throw new InvalidOperationException($"there is no card of {question} in Teams");
    }

    /// <summary>Somebody clicks in Slack; what they are told, where they are told anything, comes later.</summary>
    internal async Task<ClickReply> ClickInSlackAsync(string user, EscalationId question, string button) =>
        await LiveAsync(Slack.ClickAsync(user, SlackRoom, (await SlackCardAsync(question)).Ts, button, stop: Stop));

    /// <summary>Somebody clicks in Teams.</summary>
    /// <returns>What they see then: the card, or words.</returns>
    internal async Task<string> ClickInTeamsAsync(
        string user,
        EscalationId question,
        string verb,
        JsonObject? more = null
    )
    {
        var data = more ?? [];
        data["card"] = question.Value;
        var card = await TeamsCardAsync(question);
        var answer = await LiveAsync(Teams.ExecuteAsync(user, card, verb, data, Stop));
        answer.Status.ShouldBe(200, answer.Body);
        return TeamsJson.Write(answer.Json!["value"]!);
    }

    public async ValueTask DisposeAsync()
    {
        // Whatever waits for time to pass would wait for ever.
        await LiveAsync(DoneAsync(Desk.FinishAsync()));
        await bot.StopAsync(CancellationToken.None);
        await bot.DisposeAsync();
        await pretend.DisposeAsync();
        await store.DisposeAsync();
    }

    private static async Task<bool> DoneAsync(Task task)
    {
        await task;
        return true;
    }
}

/// <summary>How the scene is set.</summary>
internal sealed record TwoChatsSettings
{
    /// <summary>The chats take everything at once.</summary>
    internal bool IsWithoutLimits { get; init; }

    internal CardOptions Cards { get; init; } = new();

    /// <summary>Whose addresses are whose.</summary>
    internal IReadOnlyDictionary<string, IReadOnlyCollection<string>> Emails { get; init; } =
        new Dictionary<string, IReadOnlyCollection<string>>();
}
