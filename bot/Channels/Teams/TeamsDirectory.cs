using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using OpsBot.Bot.Http;
using OpsBot.Loops.People;

namespace OpsBot.Bot.Channels.Teams;

/// <summary>
/// Which of the groups that roles name somebody is in, through groups of groups as well; Microsoft Graph,
/// learn.microsoft.com/graph/api/directoryobject-checkmembergroups. Asked only where a role names a group. What it said is believed
/// for five minutes; who cannot be looked up is in none.
/// </summary>
internal sealed class TeamsDirectory(
    OutsideClient outside,
    TeamsTokens tokens,
    TeamsOptions options,
    Roles roles,
    TimeProvider clock
)
{
    /// <summary>What the far side is called in logs and cards.</summary>
    internal const string Name = "teams groups";

    /// <summary>What a group in a role begins with: <c>teams:group:da849743-…</c>.</summary>
    internal const string Prefix = TeamsClient.Name + ":group:";

    private const int MostAtOnce = 20;

    /// <summary>Longer is not believed.</summary>
    private static readonly TimeSpan Believed = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<Guid, (IReadOnlyList<string> Groups, long At)> known = [];

    /// <summary>Who is in which role.</summary>
    internal Roles Roles => roles;

    /// <summary>The groups that roles name.</summary>
    internal IReadOnlyList<string> Named { get; } =
    [
        .. roles
            .Members.Where(member => member.StartsWith(Prefix, StringComparison.Ordinal))
            .Select(member => member[Prefix.Length..]),
    ];

    /// <summary>Each of them once, however roles spell it.</summary>
    private readonly IReadOnlyList<string> ids =
    [
        .. roles
            .Members.Where(member => member.StartsWith(Prefix, StringComparison.Ordinal))
            .Select(member => member[Prefix.Length..].ToLowerInvariant())
            .Distinct(StringComparer.Ordinal),
    ];

    /// <summary>The groups somebody is in, as <c>teams:group:id</c>.</summary>
    /// <exception cref="OutsideException">Graph cannot be asked, and nothing is believed instead.</exception>
    internal async Task<IReadOnlyList<string>> OfAsync(Guid person, CancellationToken cancel)
    {
        if (Named.Count == 0)
            return [];
        if (known.TryGetValue(person, out var said) && clock.GetElapsedTime(said.At) < Believed)
            return said.Groups;
        var asked = clock.GetTimestamp();
        var groups = new List<string>();
        foreach (var some in ids.Chunk(MostAtOnce))
            groups.AddRange(await AskAsync(person, some, cancel) ?? []);
        known[person] = (groups, asked);
        return groups;
    }

    /// <summary>
    /// Whether groups can be read: first who is in them at all, for which the bot's own app is asked about, which is nobody; then each
    /// by its id, learn.microsoft.com/graph/api/group-get.
    /// </summary>
    /// <returns>Those that are not there.</returns>
    /// <exception cref="OutsideException">They cannot.</exception>
    internal async Task<IReadOnlyList<string>> LookAsync(CancellationToken cancel)
    {
        await AskAsync(Guid.Parse(options.AppId), ids.Take(MostAtOnce), cancel);
        var missing = new List<string>();
        foreach (var group in ids)
        {
            var path = $"v1.0/groups/{Uri.EscapeDataString(group)}?$select=id";
            var answer = await TwiceAsync(() => new HttpRequestMessage(HttpMethod.Get, At(path)), cancel);
            if (answer.Status is StatusCodes.Status404NotFound)
                missing.Add(group);
            else if (!answer.IsSuccess)
                throw answer.Broken(Words(answer));
        }

        return missing;
    }

    /// <returns>Those of the groups that somebody is in; nothing where there is nobody of that id.</returns>
    private async Task<IReadOnlyList<string>?> AskAsync(
        Guid person,
        IEnumerable<string> groups,
        CancellationToken cancel
    )
    {
        var body = TeamsJson.Write(
            new JsonObject { ["groupIds"] = new JsonArray([.. groups.Select(group => JsonValue.Create(group))]) }
        );
        var answer = await TwiceAsync(() => Request(person, body), cancel);
        if (answer.Status is StatusCodes.Status404NotFound)
            return null;
        if (!answer.IsSuccess)
            throw answer.Broken(Words(answer));
        var within = answer
            .Json(Safety.Read)
            .At("value")
            .Items()
            .Select(id => id.GetString() ?? "")
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        // As each role spells it: roles are compared by the letter.
        return [.. Named.Where(within.Contains).Select(group => Prefix + group)];
    }

    /// <summary>Where the token is refused a new one is tried, once.</summary>
    private async Task<OutsideResponse> TwiceAsync(Func<HttpRequestMessage> request, CancellationToken cancel)
    {
        var answer = await SendAsync(request, anew: false, cancel);
        return answer.Status is StatusCodes.Status401Unauthorized
            ? await SendAsync(request, anew: true, cancel)
            : answer;
    }

    private async Task<OutsideResponse> SendAsync(Func<HttpRequestMessage> request, bool anew, CancellationToken cancel)
    {
        var token = await tokens.TokenAsync(options.GraphScope, anew, cancel);
        return await outside.SendAsync(
            Name,
            () => With(token, request()),
            Safety.Read,
            // Who is nobody there, and why we may not ask, is in the answer.
            static answer =>
                answer.Status is 401 or 403 or 404 ? Meaning.Answer : Meaning.Usual,
            cancel
        );
    }

    private Uri At(string path) => new(options.GraphUrl, path);

    private HttpRequestMessage Request(Guid person, string body) =>
        new(HttpMethod.Post, At($"v1.0/users/{person:D}/checkMemberGroups"))
        {
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
        };

    private static HttpRequestMessage With(string? token, HttpRequestMessage request)
    {
        if (token is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return request;
    }

    private static string Words(OutsideResponse answer) =>
        answer.Status switch
        {
            403 =>
                "groups cannot be read: the app lacks the permissions User.Read.All and GroupMember.Read.All (Application), or an administrator's consent to them",
            401 => "groups cannot be read: Graph refuses the bot's token",
            _ => "groups cannot be read: a group's id is not right",
        };
}
