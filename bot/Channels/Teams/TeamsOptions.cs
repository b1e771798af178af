using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using OpsBot.Bot.Settings;

namespace OpsBot.Bot.Channels.Teams;

/// <summary>How the bot is registered for Microsoft Teams. Without any of it Teams is off.</summary>
internal sealed class TeamsOptions : IValidatableObject
{
    internal const string Section = "Channels:Teams";

    /// <summary>Whether the bot is in Teams at all.</summary>
    [Description(
        "Whether the bot is in Teams: Off, On, or WithoutTokens, which believes everybody on this machine and is only for "
            + "trying things out in Development."
    )]
    public TeamsMode? Mode { get; init; }

    /// <summary>The bot's application id.</summary>
    [Description("The bot's application (client) id, a GUID: Entra admin centre, App registrations, Overview.")]
    public string AppId { get; init; } = "";

    /// <summary>The tenant the bot lives in, and the only one whose people it hears.</summary>
    [Description("The id of the directory (tenant), a GUID: Entra admin centre, Overview.")]
    public string TenantId { get; init; } = "";

    /// <summary>What the bot gets its tokens with.</summary>
    [Secret]
    [Description("The value of a client secret: App registrations, Certificates & secrets.")]
    public string ClientSecret { get; init; } = "";

    /// <summary>Where the bot gets its tokens.</summary>
    [Description("Where the bot gets its tokens. Only a pretend Teams or a national cloud needs another.")]
    public Uri LoginUrl { get; init; } = new("https://login.microsoftonline.com/");

    /// <summary>What the bot's tokens are for.</summary>
    [Description("The scope of the bot's tokens. Only a national cloud needs another.")]
    public string TokenScope { get; init; } = "https://api.botframework.com/.default";

    /// <summary>Where it is said which keys Teams signs with.</summary>
    [Description(
        "The OpenID document that names the keys of Teams. Only a pretend Teams or a national cloud needs another."
    )]
    public Uri OpenIdMetadataUrl { get; init; } =
        new("https://login.botframework.com/v1/.well-known/openidconfiguration");

    /// <summary>Who signs what Teams sends.</summary>
    [Description("Who issues the tokens that Teams sends. Only a national cloud needs another.")]
    public string TokenIssuer { get; init; } = "https://api.botframework.com";

    /// <summary>Where the bot's tokens may travel to.</summary>
    [Description(
        "Hosts of the Teams service, each with what is below it: the bot's token travels nowhere else. Without them, Microsoft's. "
            + "This machine's, 127.0.0.1, only where it is named."
    )]
    public List<string> ServiceHosts { get; init; } = [];

    /// <summary>Where cards go unless a loop names another place.</summary>
    [Description(
        "The id of the channel for cards, 19:…@thread.tacv2: channel, Get link to channel. Add the app to its team."
    )]
    public string Channel { get; init; } = "";

    /// <summary>The bot is in Teams.</summary>
    internal bool IsOn => EffectiveMode is not TeamsMode.Off;

    /// <summary>Nobody has to prove who they are.</summary>
    internal bool IsWithoutTokens => EffectiveMode is TeamsMode.WithoutTokens;

    /// <summary>Whoever sets anything wants Teams, unless they say otherwise.</summary>
    private TeamsMode EffectiveMode =>
        Mode
        ?? (AppId.Length + TenantId.Length + ClientSecret.Length + Channel.Length > 0 ? TeamsMode.On : TeamsMode.Off);

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!Enum.IsDefined(EffectiveMode))
            return [Wrong(nameof(Mode), $"'{Mode}' is not known: Off, On or WithoutTokens would be right.")];
        return IsOn ? [.. Ids(), .. Secret(), .. Urls(), .. Hosts()] : [];
    }

    private IEnumerable<ValidationResult> Ids()
    {
        foreach (var (name, value) in new[] { (nameof(AppId), AppId), (nameof(TenantId), TenantId) })
        {
            if (!Guid.TryParseExact(value, "D", out _))
                yield return Wrong(name, value.Length == 0 ? "is missing." : $"'{value}' is not a GUID.");
        }

        if (Channel.Length > 0 && !(Channel.StartsWith("19:", StringComparison.Ordinal) && Channel.Contains('@')))
            yield return Wrong(nameof(Channel), $"'{Channel}' is not a channel's id; a name will not do.");
        if (TokenIssuer.Length == 0)
            yield return Wrong(nameof(TokenIssuer), "is empty: anybody's token would do.");
        if (!TokenScope.EndsWith("/.default", StringComparison.Ordinal))
            yield return Wrong(nameof(TokenScope), $"'{TokenScope}' does not end in /.default.");
    }

    private IEnumerable<ValidationResult> Secret()
    {
        if (ClientSecret.Length == 0 && !IsWithoutTokens)
            yield return Wrong(nameof(ClientSecret), "is missing: without it the bot could not speak.");
        if (Guid.TryParseExact(ClientSecret, "D", out _))
            yield return Wrong(nameof(ClientSecret), "is a secret's id; its value is wanted, which is shown once.");
    }

    private IEnumerable<ValidationResult> Urls()
    {
        if (!Addresses.IsSafe(LoginUrl))
            yield return Wrong(nameof(LoginUrl), $"'{LoginUrl}' {Addresses.Wanted}");
        else if (!LoginUrl.AbsoluteUri.EndsWith('/'))
            yield return Wrong(nameof(LoginUrl), $"'{LoginUrl}' must end with a slash.");
        if (!Addresses.IsSafe(OpenIdMetadataUrl))
            yield return Wrong(nameof(OpenIdMetadataUrl), $"'{OpenIdMetadataUrl}' {Addresses.Wanted}");
    }

    private IEnumerable<ValidationResult> Hosts()
    {
        foreach (var host in ServiceHosts.Where(host => Uri.CheckHostName(host) is UriHostNameType.Unknown))
            yield return Wrong(
                nameof(ServiceHosts),
                $"'{host}' is not a host's name: smba.trafficmanager.net would be right, without https:// and port."
            );
        if (IsWithoutTokens && (ServiceHosts.Count == 0 || !ServiceHosts.TrueForAll(TeamsHosts.IsThisMachine)))
            yield return Wrong(
                nameof(ServiceHosts),
                "must be 127.0.0.1 or localhost and no other: Mode is WithoutTokens, where nobody proves who they are."
            );
    }

    private static ValidationResult Wrong(string name, string says) => new(says, [name]);
}
