using System.Globalization;
using System.Text.Json.Nodes;

namespace OpsBot.Sandbox.Teams;

/// <summary>What the pretend connector says about people and channels.</summary>
internal sealed class Roster(PretendTeamsOptions options, Conversations conversations, ConnectorGate gate)
{
    internal IResult Member(HttpRequest request, string conversation, string id) =>
        gate.Read(
            request,
            conversation,
            () =>
                Missing(conversation) is { } missing ? missing
                : In(conversation).FirstOrDefault(user => user.Account == id || user.AadObjectId == id) is { } user
                    ? Results.Json(Whole(user))
                : Troubles.Error(404, "MemberNotFoundInConversation", "Not found.")
        );

    internal IResult Members(HttpRequest request, string conversation) =>
        gate.Read(
            request,
            conversation,
            () =>
            {
                if (Missing(conversation) is { } missing)
                    return missing;
                var size = int.Parse(request.Query["pageSize"].FirstOrDefault() ?? "200", CultureInfo.InvariantCulture);
                var from = int.Parse(
                    request.Query["continuationToken"].FirstOrDefault() ?? "0",
                    CultureInfo.InvariantCulture
                );
                var users = In(conversation).ToList();
                var page = new JsonObject
                {
                    ["members"] = new JsonArray([.. users.Skip(from).Take(Math.Min(size, PageAtMost)).Select(Of)]),
                };
                if (from + Math.Min(size, PageAtMost) is var next && next < users.Count)
                    page["continuationToken"] = next.ToString(CultureInfo.InvariantCulture);
                return Results.Json(page);
            }
        );

    /// <summary>So many come at once at most, whatever is asked for.</summary>
    internal int PageAtMost { get; set; } = 200;

    internal IResult Channels(HttpRequest request, string team) =>
        gate.Read(
            request,
            team,
            () =>
                team == options.TeamId && conversations.Knows(team)
                    ? Results.Json(
                        new
                        {
                            conversations = new object[]
                            {
                                new { id = options.TeamId, channelType = "standard" },
                                new
                                {
                                    id = options.ChannelId,
                                    name = options.ChannelName,
                                    channelType = "standard",
                                },
                            },
                        }
                    )
                    : Troubles.Error(404, "ConversationNotFound", "Conversation not found.")
        );

    private IResult? Missing(string conversation)
    {
        if (conversations.RefusalOf(conversation) is { } code)
            return Troubles.Forbidden(code);
        return conversations.Knows(Conversations.RootOf(conversation))
            ? null
            : Troubles.Error(404, "ConversationNotFound", "Conversation not found.");
    }

    private IEnumerable<TeamsUser> In(string conversation) =>
        Conversations.IsChannel(conversation) ? options.Users : options.Users.Where(user => user.Chat == conversation);

    internal IResult Team(HttpRequest request, string team) =>
        gate.Read(
            request,
            team,
            () =>
                team == options.TeamId && conversations.Knows(team)
                    ? Results.Json(
                        new
                        {
                            id = options.TeamId,
                            name = options.TeamName,
                            aadGroupId = options.TeamGroupId,
                            tenantId = options.TenantId,
                            type = "standard",
                            channelCount = 2,
                            memberCount = options.Users.Count,
                        }
                    )
                    : Troubles.Error(404, "ConversationNotFound", "Conversation not found.")
        );

    /// <summary>Lists tell no addresses; who is asked about alone has theirs.</summary>
    private JsonNode Whole(TeamsUser user)
    {
        var member = Of(user);
        if (user.Email is { } email)
            (member["email"], member["userPrincipalName"]) = (email, email);
        if (user.PrincipalName is { } principal)
            member["userPrincipalName"] = principal;
        return member;
    }

    private JsonNode Of(TeamsUser user)
    {
        var member = new JsonObject
        {
            ["id"] = user.Account,
            ["name"] = user.Name,
            ["tenantId"] = user.IsOfOtherTenant ? options.OtherTenantId : options.TenantId,
            ["userRole"] = user.Role,
        };
        if (user.AadObjectId is { } id)
            member["aadObjectId"] = id;
        return member;
    }
}
