using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.RegularExpressions;
using OpsBot.Bot.Settings;

namespace OpsBot.Bot.Channels.Slack;

/// <summary>How the bot is installed in a Slack workspace. Without any of it Slack is off.</summary>
internal sealed partial class SlackOptions : IValidatableObject
{
    internal const string Section = "Channels:Slack";

    /// <summary>Where Slack's Web API is.</summary>
    [Description("The address of Slack's Web API, ending in /api/. Only a pretend Slack or GovSlack needs another.")]
    public Uri BaseUrl { get; init; } = new("https://slack.com/api/");

    /// <summary>The bot's token.</summary>
    [Secret]
    [Description("The bot user's OAuth token, xoxb-…: app settings, OAuth & Permissions, after installing the app.")]
    public string BotToken { get; init; } = "";

    /// <summary>What Slack signs its requests with.</summary>
    [Secret]
    [Description("The app's signing secret: app settings, Basic Information, App Credentials.")]
    public string SigningSecret { get; init; } = "";

    /// <summary>What Slack signed with before the secret was changed; such requests are still taken.</summary>
    [Secret]
    [Description("While the signing secret is being changed: the one before. Take it out again afterwards.")]
    public string? PreviousSigningSecret { get; init; }

    /// <summary>The app's own token, which opens sockets.</summary>
    [Secret]
    [Description(
        "The app-level token, xapp-…, with the scope connections:write: app settings, Basic Information, App-Level Tokens."
    )]
    public string AppToken { get; init; } = "";

    /// <summary>Where cards go unless a loop names another place.</summary>
    [Description(
        "The id of the channel for cards, C… or G…: channel name, About, at the bottom. Invite the bot to it."
    )]
    public string Channel { get; init; } = "";

    /// <summary>How Slack reaches the bot.</summary>
    [Description(
        "How Slack reaches the bot. Http: at the addresses in manifest/slack/manifest.json. Socket: the bot calls Slack and "
            + "needs no address; the app is made from manifest/slack/manifest.socket.json. Off: the bot is not in Slack."
    )]
    public SlackMode? Mode { get; init; }

    /// <summary>Where the bot's doors are for Slack, so that the doctor can knock at them.</summary>
    [Description(
        "The address below which Slack finds the bot's doors: https://opsbot.example.com. Only to check them."
    )]
    public Uri? PublicUrl { get; init; }

    /// <summary>The workspace.</summary>
    [Description(
        "The id of the workspace, T…, whose members may decide. Without it, the one the bot token belongs to."
    )]
    public string? TeamId { get; init; }

    /// <summary>The bot is in Slack.</summary>
    internal bool IsOn => EffectiveMode is not SlackMode.Off;

    /// <summary>The bot calls Slack, and not the other way round.</summary>
    internal bool IsSocket => EffectiveMode is SlackMode.Socket;

    /// <summary>Whoever sets anything wants Slack, unless they say otherwise.</summary>
    private SlackMode EffectiveMode =>
        Mode
        ?? (
            BotToken.Length + SigningSecret.Length + AppToken.Length + Channel.Length > 0
                ? SlackMode.Http
                : SlackMode.Off
        );

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!Enum.IsDefined(EffectiveMode))
            return [Wrong(nameof(Mode), $"'{Mode}' is not known: Off, Http or Socket would be right.")];
        return IsOn ? [.. Secrets(), .. Ids(), .. Urls()] : [];
    }

    private IEnumerable<ValidationResult> Secrets()
    {
        if (!BotToken.StartsWith("xox", StringComparison.Ordinal))
            yield return Wrong(nameof(BotToken), BotToken.Length == 0 ? "is missing." : "does not begin with xoxb-.");
        if (!IsSocket && SigningSecret.Length == 0)
            yield return Wrong(nameof(SigningSecret), "is missing: without it nobody could be told from Slack.");
        if (IsSocket && !AppToken.StartsWith("xapp-", StringComparison.Ordinal))
            yield return Wrong(
                nameof(AppToken),
                AppToken.Length == 0 ? "is missing: Mode is Socket." : "does not begin with xapp-."
            );
    }

    private IEnumerable<ValidationResult> Ids()
    {
        if (!ChannelId().IsMatch(Channel))
            yield return Wrong(
                nameof(Channel),
                Channel.Length == 0 ? "is missing." : $"'{Channel}' is not a channel's id; a name will not do."
            );
        if (TeamId is { Length: > 0 } team && !team.StartsWith('T'))
            yield return Wrong(nameof(TeamId), $"'{team}' is not a workspace's id.");
    }

    private IEnumerable<ValidationResult> Urls()
    {
        if (!Addresses.IsSafe(BaseUrl))
            yield return Wrong(nameof(BaseUrl), Addresses.Wanted);
        if (PublicUrl is not null && !Addresses.IsSafe(PublicUrl))
            yield return Wrong(nameof(PublicUrl), Addresses.Wanted);
    }

    private static ValidationResult Wrong(string name, string says) => new(says, [name]);

    [GeneratedRegex("^[CG][A-Z0-9]+$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ChannelId();
}

/// <summary>How Slack reaches the bot.</summary>
internal enum SlackMode
{
    /// <summary>It does not: the bot is not in Slack.</summary>
    Off,

    /// <summary>Slack calls the bot's doors.</summary>
    Http,

    /// <summary>The bot calls Slack and keeps sockets open; docs.slack.dev/apis/events-api/using-socket-mode.</summary>
    Socket,
}
