namespace OpsBot.Sandbox.Faults;

/// <summary>One fault, ordered for one pretend system by the first word of its path: <c>shopify</c>, <c>shipbob</c>.</summary>
internal sealed record FaultOrder(string System, FaultKind Kind)
{
    /// <summary>Only requests whose path holds these words; null for all.</summary>
    internal string? Path { get; init; }

    /// <summary>Only requests whose body holds these words, such as the name of a GraphQL mutation; null for all.</summary>
    internal string? Body { get; init; }

    /// <summary>How many more times; null until it is cleared.</summary>
    internal int? Times { get; init; }

    /// <summary>How late a slow answer comes, or when a refused caller may ask again.</summary>
    internal TimeSpan Wait { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>The status of an error.</summary>
    internal int Status { get; init; } = Kind is FaultKind.ErrorBeforeDoing ? 503 : 500;

    /// <summary>About the webhooks a system sends, not about the requests it gets.</summary>
    internal bool AboutWebhooks => Kind is FaultKind.Duplicate or FaultKind.Reorder;

    internal bool Covers(string system, string path, string body) =>
        System == system
        && (Path is null || path.Contains(Path, StringComparison.OrdinalIgnoreCase))
        && (Body is null || body.Contains(Body, StringComparison.Ordinal));
}
