using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace OpsBot.Bot.Http;

/// <summary>An answer from outside, read to its end.</summary>
/// <param name="System">Who answered.</param>
/// <param name="Status">The HTTP status: 2xx, or a 4xx that is the caller's to understand.</param>
/// <param name="Headers">All headers but those of the content.</param>
/// <param name="Body">The raw content.</param>
internal sealed record OutsideResponse(string System, int Status, HttpResponseHeaders Headers, byte[] Body)
{
    internal bool IsSuccess => Status is >= 200 and < 300;

    internal string Text => Encoding.UTF8.GetString(Body);

    internal string? Header(string name) =>
        Headers.TryGetValues(name, out var values) ? string.Join(',', values) : null;

    /// <summary>The content as JSON.</summary>
    /// <exception cref="OutsideException">It is not JSON; whether the call ran is then unknown unless it only reads.</exception>
    internal JsonElement Json(Safety safety)
    {
        try
        {
            return JsonSerializer.Deserialize<JsonElement>(Body);
        }
        catch (JsonException error)
        {
            var kind = safety is Safety.Read or Safety.KeyedWrite ? FailureKind.Safe : FailureKind.Uncertain;
            throw new OutsideException(kind, System, $"answered {Status} with something that is not JSON", error);
        }
    }

    /// <summary>What may be logged of it: neither its headers nor its content.</summary>
    public override string ToString() => $"{System} answered {Status}";

    /// <summary>A refusal that a person must mend: what <paramref name="message"/> says, with the status.</summary>
    internal OutsideException Broken(string message) => Failed(FailureKind.Broken, message);

    /// <summary>A failure that the system told in its own words, where the status alone does not say it.</summary>
    /// <param name="kind">What is known.</param>
    /// <param name="message">What happened, without secrets and without personal data.</param>
    /// <param name="retryAfter">How long the system wants to be left alone.</param>
    internal OutsideException Failed(FailureKind kind, string message, TimeSpan? retryAfter = null) =>
        new(kind, System, IsSuccess ? message : $"answered {Status}: {message}")
        {
            Status = Status,
            RetryAfter = retryAfter,
        };

    /// <summary>The answer does not say whether the call ran: that matters only for what must not be sent twice.</summary>
    internal OutsideException Unclear(Safety safety, string message) =>
        Failed(safety is Safety.Write ? FailureKind.Uncertain : FailureKind.Safe, message);
}
