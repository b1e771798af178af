namespace OpsBot.Sandbox.Delivery;

/// <summary>One webhook on its way: where to, and exactly the headers and bytes to post. A retry posts the same again.</summary>
internal sealed record Parcel(Uri To, IReadOnlyList<KeyValuePair<string, string>> Headers, ReadOnlyMemory<byte> Body)
{
    internal string ContentType { get; init; } = "application/json";

    /// <summary>Called once when the last retry failed too.</summary>
    internal Action? GivenUp { get; init; }

    internal int Attempts { get; init; }
}
