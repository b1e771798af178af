namespace OpsBot.Bot.Http;

/// <summary>Failures that only the content of an answer tells of: its status was fine.</summary>
internal static class OutsideFailures
{
    /// <summary>The answer says what is known.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="kind">What it says.</param>
    /// <param name="message">What happened, without secrets and without personal data.</param>
    /// <param name="retryAfter">How long the system wants to be left alone.</param>
    internal static OutsideException Failed(
        this OutsideResponse answer,
        FailureKind kind,
        string message,
        TimeSpan? retryAfter = null
    ) => new(kind, answer.System, message) { Status = answer.Status, RetryAfter = retryAfter };

    /// <summary>The answer does not say whether the call ran: that matters only for what must not be sent twice.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="safety">What it would mean to send the call twice.</param>
    /// <param name="message">What happened, without secrets and without personal data.</param>
    internal static OutsideException Unclear(this OutsideResponse answer, Safety safety, string message) =>
        answer.Failed(safety is Safety.Write ? FailureKind.Uncertain : FailureKind.Safe, message);
}
