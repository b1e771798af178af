namespace OpsBot.Bot.Channels.Slack.Socket;

/// <summary>
/// Keeps one socket open. Where Slack asks for another, that one is ready before the old one goes, so that there is no gap.
/// </summary>
internal sealed partial class SlackLine(
    SlackDialer dialer,
    SlackSockets sockets,
    SlackSocketPatience patience,
    TimeProvider clock,
    ILogger log
)
{
    private readonly List<Task> leaving = [];
    private SlackSocket? current;
    private int failures;

    /// <summary>Keeps it open until the bot stops; then finishes what was begun and closes.</summary>
    internal async Task KeepAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await OnceAsync(stop);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                break;
            }
        }

        if (current is not null)
            leaving.Add(current.DisposeAsync().AsTask());
        await Task.WhenAll(leaving);
    }

    private async Task OnceAsync(CancellationToken stop)
    {
        if (await OpenAsync(stop) is not { } socket)
            return;
        var opened = clock.GetTimestamp();
        sockets.Opened(socket);
        Log.Opened(log);
        leaving.RemoveAll(task => task.IsCompleted);
        if (current is not null)
            leaving.Add(current.LeaveAsync(stop));
        current = socket;
        var why = await socket.Parting.WaitAsync(stop);
        failures = clock.GetElapsedTime(opened) < patience.Lived ? failures + 1 : 0;
        await PartAsync(why, stop);
    }

    private async Task PartAsync(SlackParting why, CancellationToken stop)
    {
        sockets.Parted(why);
        if (why is SlackParting.SwitchedOff)
            Log.Halted(log, SlackSockets.SwitchedOff);
        else
            Log.Parted(log, why);
        if (why is not SlackParting.Refresh)
        {
            var gone = current!;
            current = null;
            await gone.DisposeAsync();
        }

        var wait =
            why is SlackParting.SwitchedOff ? patience.Slowly
            : why is SlackParting.TooMany ? patience.Wait(failures + 3)
            : failures > 0 ? patience.Wait(failures)
            : TimeSpan.Zero;
        if (wait > TimeSpan.Zero)
            await Task.Delay(wait, clock, stop);
    }

    /// <returns>Nothing where it could not be opened; it is time then to try again.</returns>
    private async Task<SlackSocket?> OpenAsync(CancellationToken stop)
    {
        TimeSpan wait;
        try
        {
            return await dialer.OpenAsync(stop);
        }
        catch (OutsideException failure) when (failure.Kind is FailureKind.Broken)
        {
            sockets.Halted(failure.Message);
            Log.Halted(log, failure.Message);
            wait = patience.Slowly;
        }
        catch (OutsideException failure)
        {
            sockets.Failed(failure.Message);
            wait = patience.Wait(++failures, failure.RetryAfter);
            Log.NotOpened(log, failure.Message, wait);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            sockets.Failed(fault.Message);
            wait = patience.Wait(++failures);
            Log.Failed(log, fault);
        }

        await Task.Delay(wait, clock, stop);
        return null;
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Slack: a socket is open")]
        internal static partial void Opened(ILogger log);

        [LoggerMessage(LogLevel.Information, "Slack: a socket ends ({Why}); another is opened")]
        internal static partial void Parted(ILogger log, SlackParting why);

        [LoggerMessage(LogLevel.Warning, "Slack: no socket could be opened, next try in {Wait}. {Why}")]
        internal static partial void NotOpened(ILogger log, string why, TimeSpan wait);

        [LoggerMessage(
            LogLevel.Critical,
            "Slack: nobody can reach the bot. {Why}. It is tried again every five minutes"
        )]
        internal static partial void Halted(ILogger log, string why);

        [LoggerMessage(LogLevel.Error, "Slack: opening a socket failed and is tried again")]
        internal static partial void Failed(ILogger log, Exception fault);
    }
}
