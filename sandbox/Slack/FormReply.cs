namespace OpsBot.Sandbox.Slack;

/// <summary>
/// How a submitted modal was taken: errors stand beside the fields, by block id; trouble stands above the form when the bot did not
/// answer as it must. A status of null with errors: Slack itself did not let it go.
/// </summary>
internal sealed record FormReply(int? Status, IReadOnlyDictionary<string, string> Errors, string? Trouble)
{
    internal bool IsAccepted => Errors.Count == 0 && Trouble is null;
}
