using System.Text.Json;

namespace OpsBot.Sandbox.Slack;

/// <summary>A modal that is open before somebody, or what the app's home shows to them.</summary>
internal sealed record SlackView(string Id, string User, string RootId, string? PreviousId)
{
    /// <summary>The view as the bot sent it, ids filled in.</summary>
    internal required JsonElement Content { get; init; }

    /// <summary>Changes with every update; an update may name it to be sure it changes what it saw.</summary>
    internal required string Hash { get; init; }

    /// <summary>What stands beside the fields, by block id, after a refused submit.</summary>
    internal IReadOnlyDictionary<string, string> Errors { get; init; } = EmptyErrors;

    /// <summary>What stands above the form when the bot did not answer as it must.</summary>
    internal string? Trouble { get; init; }

    /// <summary><c>modal</c> or <c>home</c>.</summary>
    internal string Type => Content.Text("type")!;

    internal JsonElement Blocks => Content.GetProperty("blocks");

    internal string Title => Content.Has("title") ? Content.GetProperty("title").Text("text") ?? "" : "";

    internal static IReadOnlyDictionary<string, string> EmptyErrors { get; } =
        new Dictionary<string, string>(StringComparer.Ordinal);
}
