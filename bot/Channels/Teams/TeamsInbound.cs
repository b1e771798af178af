using System.Collections.Concurrent;

namespace OpsBot.Bot.Channels.Teams;

/// <summary>
/// Everything that comes from Teams goes through here, once it is certain that Teams sent it. Each is taken once, however often it
/// is sent; a repeat hears what the first was answered. Answers are given within three seconds whatever happens behind: a card that
/// waits longer shows an error, and messages are sent again (learn.microsoft.com/microsoftteams/platform/bots).
/// </summary>
internal sealed partial class TeamsInbound(
    IEnumerable<ITeamsHandler> handlers,
    TeamsSeen seen,
    TimeProvider clock,
    IHostApplicationLifetime life,
    ILogger<TeamsInbound> log
)
{
    internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private const string Late = "It is being worked on; the card will show what came of it.";
    private const string Again =
        "This arrived before and is being worked on. If the card does not change, please try again.";
    private const string Wrong = "That did not work: something is wrong with the bot. Its log says what.";

    private readonly Dictionary<string, ITeamsHandler> byKind = handlers
        .SelectMany(handler => handler.Takes, (handler, kind) => (handler, kind))
        .ToDictionary(pair => pair.kind, pair => pair.handler, StringComparer.Ordinal);

    /// <summary>What is being taken; later repeats ask <see cref="TeamsSeen"/>.</summary>
    private readonly ConcurrentDictionary<string, Task<TeamsReply>> running = new(StringComparer.Ordinal);

    /// <summary>Takes what Teams sent.</summary>
    internal async Task<TeamsReply> TakeAsync(TeamsActivity activity)
    {
        // New kinds come at any time and are to be answered 200; an invoke nobody knows is 501.
        if (!byKind.TryGetValue(activity.Kind, out var handler))
            return activity.IsInvoke ? new TeamsReply(StatusCodes.Status501NotImplemented) : TeamsReply.Nothing;
        if (activity.Id.Length == 0 || activity.ConversationId.Length == 0)
            return new TeamsReply(StatusCodes.Status400BadRequest);

        var work = BeginAsync(handler, activity);
        try
        {
            return await work.WaitAsync(Patience, clock);
        }
        catch (TimeoutException) when (!work.IsCompleted)
        {
            return TeamsReply.Told(activity, Late);
        }
    }

    /// <summary>Takes it, or joins whoever is taking it. What was begun is finished: a bot that stops would otherwise not say so.</summary>
    private Task<TeamsReply> BeginAsync(ITeamsHandler handler, TeamsActivity activity)
    {
        var done = new TaskCompletionSource<TeamsReply>(TaskCreationOptions.RunContinuationsAsynchronously);
        var work = running.GetOrAdd(TeamsSeen.KeyOf(activity), done.Task);
        if (work == done.Task)
            _ = FinishAsync(handler, activity, done);
        return work;
    }

    private async Task FinishAsync(ITeamsHandler handler, TeamsActivity activity, TaskCompletionSource<TeamsReply> done)
    {
        try
        {
            done.SetResult(await OnceAsync(handler, activity, life.ApplicationStopped));
        }
        catch (OperationCanceledException)
        {
            done.SetCanceled(life.ApplicationStopped);
        }
        finally
        {
            running.TryRemove(TeamsSeen.KeyOf(activity), out _);
        }
    }

    private async Task<TeamsReply> OnceAsync(ITeamsHandler handler, TeamsActivity activity, CancellationToken cancel)
    {
        try
        {
            if (!await seen.IsFirstAsync(activity, cancel))
                return await seen.AnswerAsync(activity, cancel) ?? TeamsReply.Told(activity, Again);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            Log.NotStored(log, activity.Kind, error);
            return new TeamsReply(StatusCodes.Status503ServiceUnavailable);
        }

        var reply = await HandleAsync(handler, activity, cancel);
        await KeepAsync(activity, reply, cancel);
        return reply;
    }

    private async Task<TeamsReply> HandleAsync(ITeamsHandler handler, TeamsActivity activity, CancellationToken cancel)
    {
        try
        {
            return await handler.HandleAsync(activity, cancel);
        }
        catch (OutsideException failure)
        {
            Log.NotTaken(log, activity.Kind, failure.Message);
            return TeamsReply.Told(activity, $"That did not work, please try again. {failure.Message}");
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            Log.Failed(log, activity.Kind, error);
            return TeamsReply.Told(activity, Wrong);
        }
    }

    /// <summary>What was done is done, even where its answer cannot be kept.</summary>
    private async Task KeepAsync(TeamsActivity activity, TeamsReply reply, CancellationToken cancel)
    {
        try
        {
            await seen.KeepAsync(activity, reply, cancel);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            Log.NotStored(log, activity.Kind, error);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "Teams: a {Kind} could not be taken: {Why}")]
        internal static partial void NotTaken(ILogger log, string kind, string why);

        [LoggerMessage(Level = LogLevel.Error, Message = "Teams: a {Kind} failed")]
        internal static partial void Failed(ILogger log, string kind, Exception error);

        [LoggerMessage(Level = LogLevel.Error, Message = "Teams: a {Kind} could not be written down")]
        internal static partial void NotStored(ILogger log, string kind, Exception error);
    }
}
