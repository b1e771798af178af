using System.Text.Json;

namespace OpsBot.Bot.Channels.Teams;

/// <summary>
/// Something that happened in Teams, as the connector tells it (learn.microsoft.com, Bot Framework, Activity object). Its sender
/// is the connector beyond doubt; its content is anybody's.
/// </summary>
/// <param name="Raw">All of it, as it came.</param>
internal sealed record TeamsActivity(JsonElement Raw)
{
    /// <summary>Separates a channel's id from its thread's: <c>19:…@thread.tacv2;messageid=1695…</c>.</summary>
    private const string Thread = ";messageid=";

    /// <summary><c>message</c>, <c>invoke</c>, <c>installationUpdate</c>, …</summary>
    internal string Type => Raw.Text("type") ?? "";

    /// <summary>What an invoke asks for: <c>adaptiveCard/action</c>.</summary>
    internal string Name => Raw.Text("name") ?? "";

    /// <summary>What its handler is found by: <c>message</c>, <c>invoke:adaptiveCard/action</c>.</summary>
    internal string Kind => IsInvoke ? $"invoke:{Name}" : Type;

    /// <summary>Its sender waits for more than a status.</summary>
    internal bool IsInvoke => Type == "invoke";

    /// <summary>Its id within the conversation; the same when it is sent again.</summary>
    internal string Id => Raw.Text("id") ?? "";

    /// <summary><c>msteams</c>.</summary>
    internal string ChannelId => Raw.Text("channelId") ?? "";

    /// <summary>Where its conversation is answered.</summary>
    internal string ServiceUrl => Raw.Text("serviceUrl") ?? "";

    /// <summary>Who did it.</summary>
    internal TeamsAccount From => new(Raw.At("from"));

    /// <summary>The bot.</summary>
    internal TeamsAccount Recipient => new(Raw.At("recipient"));

    /// <summary>Nobody but the one who said it sees it.</summary>
    internal bool IsTargeted => Raw.At("recipient", "isTargeted") is { ValueKind: JsonValueKind.True };

    /// <summary>The conversation, whole: in a channel with the thread's root.</summary>
    internal string ConversationId => Raw.Text("conversation", "id") ?? "";

    /// <summary><c>personal</c>, <c>groupChat</c> or <c>channel</c>.</summary>
    internal string ConversationType => Raw.Text("conversation", "conversationType") ?? "";

    /// <summary>The conversation without its thread: in a channel the channel's id.</summary>
    internal string Place => PlaceOf(ConversationId);

    /// <summary>The channel's own data: team, channel, tenant.</summary>
    internal JsonElement ChannelData => Raw.At("channelData");

    /// <summary>The team, where it happened in one.</summary>
    internal string? TeamId => ChannelData.Text("team", "id");

    /// <summary>The tenants it names: of the conversation, of the channel, of the person.</summary>
    internal IEnumerable<string> Tenants =>
        new[]
        {
            Raw.Text("conversation", "tenantId"),
            ChannelData.Text("tenant", "id"),
            Raw.Text("from", "tenantId"),
        }.OfType<string>();

    /// <summary>The message it is about: on a click the card's.</summary>
    internal string? ReplyToId => Raw.Text("replyToId");

    /// <summary>What a click or form brings; undefined where nothing.</summary>
    internal JsonElement Value => Raw.At("value");

    /// <summary>What was written, with mentions in it; a form that was sent has none.</summary>
    internal string? Text => Raw.Text("text");

    /// <summary>What is mentioned, and about the person's client.</summary>
    internal IEnumerable<JsonElement> Entities => Raw.At("entities").Items();

    /// <summary><c>en-US</c>.</summary>
    internal string? Locale => Raw.Text("locale");

    /// <summary>What an installation or a change of a conversation did: <c>add</c>, <c>remove</c>.</summary>
    internal string? Action => Raw.Text("action");

    /// <summary>A conversation without its thread.</summary>
    internal static string PlaceOf(string conversationId) =>
        conversationId.IndexOf(Thread, StringComparison.Ordinal) is var at and > 0
            ? conversationId[..at]
            : conversationId;

    /// <summary>The thread below a message of a channel.</summary>
    internal static string ThreadOf(string channelId, string messageId) => $"{PlaceOf(channelId)}{Thread}{messageId}";
}
