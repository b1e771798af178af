using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace OpsBot.Sandbox.Teams;

/// <summary>
/// The little of Microsoft Graph that a bot of ours asks: which of some groups somebody is in, through other groups as well, and
/// whether a group is there; learn.microsoft.com/graph/api/directoryobject-checkmembergroups and group-get.
/// </summary>
internal sealed class GraphDoor(PretendTeamsOptions options, LoginDoor login, TimeProvider clock)
{
    private const int MostGroups = 20;

    private int asked;

    /// <summary>How often it was asked with a good token.</summary>
    internal int Asked => asked;

    /// <summary>Answers it gives instead of what it is asked.</summary>
    internal Troubles Troubles { get; } = new();

    internal async Task<IResult> CheckMemberGroupsAsync(string id, HttpRequest request)
    {
        if (!login.IsGood(request.Headers.Authorization.ToString(), options.GraphScope))
            return Error(401, "InvalidAuthenticationToken", "Access token validation failure.");
        Interlocked.Increment(ref asked);
        if (Troubles.Take() is { } trouble)
            return Trouble(request, trouble.Status);
        if (!options.GraphPermissions.IsSupersetOf(["User.Read.All", "GroupMember.Read.All"]))
            return Error(403, "Authorization_RequestDenied", "Insufficient privileges to complete the operation.");
        if (await GroupsAsync(request) is not { Count: <= MostGroups } groups)
            return Error(400, "Request_BadRequest", "Invalid value specified for property 'groupIds' of resource.");
        var user = options.Users.FirstOrDefault(user =>
            !user.IsOfOtherTenant && id.Equals(user.AadObjectId, StringComparison.OrdinalIgnoreCase)
        );
        if (user is null)
            return NotThere(id);
        // Groups that are not there are not in what comes back either.
        var member = groups.Where(group => IsIn(user.AadObjectId!, group, []));
        return Results.Json(
            new JsonObject
            {
                ["@odata.context"] = "https://graph.microsoft.com/v1.0/$metadata#Collection(Edm.String)",
                ["value"] = new JsonArray([.. member.Select(group => JsonValue.Create(group))]),
            }
        );
    }

    internal IResult Group(string id, HttpRequest request)
    {
        if (!login.IsGood(request.Headers.Authorization.ToString(), options.GraphScope))
            return Error(401, "InvalidAuthenticationToken", "Access token validation failure.");
        Interlocked.Increment(ref asked);
        if (Troubles.Take() is { } trouble)
            return Trouble(request, trouble.Status);
        if (!options.GraphPermissions.Contains("GroupMember.Read.All"))
            return Error(403, "Authorization_RequestDenied", "Insufficient privileges to complete the operation.");
        return options.Groups.ContainsKey(id) ? Results.Json(new { id }) : NotThere(id);
    }

    private IResult NotThere(string id) =>
        Error(
            404,
            "Request_ResourceNotFound",
            $"Resource '{id}' does not exist or one of its queried reference-property objects are not present."
        );

    private bool IsIn(string id, string group, HashSet<string> above) =>
        above.Add(group)
        && options.Groups.TryGetValue(group, out var members)
        && members.Any(member => member.Equals(id, StringComparison.OrdinalIgnoreCase) || IsIn(id, member, above));

    private static async Task<IReadOnlyList<string>?> GroupsAsync(HttpRequest request)
    {
        try
        {
            var body = await JsonNode.ParseAsync(request.Body, cancellationToken: request.HttpContext.RequestAborted);
            return body?["groupIds"] is JsonArray ids && ids.All(id => Guid.TryParse(id?.GetValue<string>(), out _))
                ? [.. ids.Select(id => id!.GetValue<string>())]
                : null;
        }
        catch (Exception wrong) when (wrong is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private IResult Trouble(HttpRequest request, int status)
    {
        if (status != StatusCodes.Status429TooManyRequests)
            return Error(status, "serviceNotAvailable", "The service is temporarily unavailable.");
        request.HttpContext.Response.Headers.RetryAfter = "2";
        return Error(status, "TooManyRequests", "Please retry after 2 seconds.");
    }

    private IResult Error(int status, string code, string message) =>
        Results.Json(
            new
            {
                error = new
                {
                    code,
                    message,
                    innerError = new { date = clock.GetUtcNow().ToString("s", CultureInfo.InvariantCulture) },
                },
            },
            statusCode: status
        );
}
