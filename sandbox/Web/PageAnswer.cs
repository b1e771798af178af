namespace OpsBot.Sandbox.Web;

/// <summary>What the page is answered.</summary>
internal static class PageAnswer
{
    /// <summary>A button that has gone in the meantime is a conflict, not a crash.</summary>
    internal static async Task<IResult> TryAsync<T>(Func<Task<T>> act)
    {
        try
        {
            return Results.Ok(await act());
        }
        catch (InvalidOperationException gone)
        {
            return Results.Conflict(new { error = gone.Message });
        }
    }
}
