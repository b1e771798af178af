namespace OpsBot.Sandbox.Slack;

/// <summary>Tells the page and waiting tests about every change, after it was made.</summary>
internal sealed class Changes
{
    internal event Action<SlackChange>? Happened;

    internal void Tell(SlackChange change) => Happened?.Invoke(change);

    /// <summary>Ends as soon as looking finds something: now, or right after the change that makes it true.</summary>
    internal async Task<T> WaitAsync<T>(Func<T?> look, CancellationToken stop)
        where T : class
    {
        var found = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        Happened += Look;
        try
        {
            Look(null);
            return await found.Task.WaitAsync(stop);
        }
        finally
        {
            Happened -= Look;
        }

        void Look(SlackChange? change)
        {
            if (look() is { } it)
                found.TrySetResult(it);
        }
    }
}
