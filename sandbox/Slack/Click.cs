namespace OpsBot.Sandbox.Slack;

/// <summary>A person using a button, a menu or another element of a message or a modal.</summary>
internal sealed record Click(string User, string ActionId)
{
    internal string? Channel { get; init; }

    internal string? Ts { get; init; }

    internal string? ViewId { get; init; }

    /// <summary>Needed only where two blocks use the same action id.</summary>
    internal string? BlockId { get; init; }

    /// <summary>The values chosen in a menu, or what was typed.</summary>
    internal IReadOnlyList<string> Chosen { get; init; } = [];

    /// <summary>What the other fields beside it hold.</summary>
    internal FieldValues Fields { get; init; } = FieldValues.None;
}

/// <summary>How the bot took it; <paramref name="Error"/> is what Slack shows beside the button when it did not.</summary>
internal sealed record ClickReply(int? Status, string? Error);
