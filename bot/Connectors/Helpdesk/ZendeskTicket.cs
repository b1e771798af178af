using System.Globalization;
using System.Text.Json;

namespace OpsBot.Bot.Connectors.Helpdesk;

/// <summary>A ticket, as far as it matters here.</summary>
/// <param name="Id">Its number.</param>
/// <param name="IsClosed">Nothing can be said in it any more; a follow-up takes its place.</param>
/// <param name="IsInternal">It was opened for a note: no customer is behind it, and a reply in it would reach nobody.</param>
internal sealed record ZendeskTicket(long Id, bool IsClosed, bool IsInternal)
{
    /// <summary>The tag of tickets opened for a note. An agent who gives such a ticket to a customer takes it off.</summary>
    internal const string InternalTag = "opsbot_internal";

    internal string Number => Id.ToString(CultureInfo.InvariantCulture);

    internal string Receipt => $"ticket {Number}";

    internal static ZendeskTicket Read(JsonElement json) =>
        new(
            json.GetProperty("id").GetInt64(),
            json.Text("status") == "closed",
            json.List("tags").Any(tag => tag.GetString() == InternalTag)
        );
}
