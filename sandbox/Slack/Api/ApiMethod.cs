namespace OpsBot.Sandbox.Slack.Api;

/// <summary>One method of the Web API. <paramref name="Scopes"/>: any one of them opens it.</summary>
internal sealed record ApiMethod(
    string Name,
    Tier Tier,
    IReadOnlyList<string> Scopes,
    Func<ApiArguments, ApiAnswer> Call
)
{
    /// <summary>Whether it reads a JSON body. Reads take a query or a form: long so, and the only form certain to work.</summary>
    internal bool TakesJson { get; init; }

    /// <summary>Whether it is called with the app-level token, which then must be in the header.</summary>
    internal bool TakesAppToken { get; init; }
}

/// <summary>How often a method may be called. Source: docs.slack.dev/apis/web-api/rate-limits.</summary>
internal enum Tier
{
    One,
    Two,
    Three,
    Four,
    AuthTest,

    /// <summary>Limited per channel by the method itself.</summary>
    Posting,
}
