namespace OpsBot.Sandbox.Zendesk;

/// <summary>Who may call the pretend Zendesk, and how it paces.</summary>
internal sealed record PretendZendeskOptions
{
    internal string Email { get; init; } = "opsbot@shop.example";

    /// <summary>The API token that goes with the e-mail address.</summary>
    internal required string Token { get; init; }

    internal int CallsPerMinute { get; init; } = 700;

    /// <summary>Ticket updates of the whole account.</summary>
    internal int UpdatesPerMinute { get; init; } = 100;

    /// <summary>Updates of one ticket by one user.</summary>
    internal int UpdatesPerTicketIn10Minutes { get; init; } = 30;

    /// <summary>Waits between the tries of a webhook; Zendesk gives up early.</summary>
    internal IReadOnlyList<TimeSpan> WebhookRetries { get; init; } =
    [TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(30)];
}
