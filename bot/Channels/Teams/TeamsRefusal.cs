using System.Text.Json;
using System.Text.RegularExpressions;
using OpsBot.Bot.Http;

namespace OpsBot.Bot.Channels.Teams;

/// <summary>Why Teams said no: <c>{"error":{"code"}}</c>, or for who blocked the bot a code within a text within JSON.</summary>
internal static partial class TeamsRefusal
{
    private const string Blocked = "ConversationBlockedByUser";
    private const string WrongHost = "InvalidBotApiHost";
    private static readonly string[] OfTheBot = ["BotDisabledByAdmin", "BotNotRegistered"];

    /// <summary>The code; what is no code is not repeated.</summary>
    internal static string CodeOf(OutsideResponse answer)
    {
        var body = TeamsJson.Object(answer.Body) ?? default;
        var code = body.Text("error", "code") ?? Within(body.Text("message")) ?? "";
        return Code().IsMatch(code) ? code : "without a reason";
    }

    /// <summary>It is said of the bot, wherever it speaks.</summary>
    internal static bool IsOfTheBot(string code) => OfTheBot.Contains(code, StringComparer.Ordinal);

    /// <summary>The same, of what a refused call ended with.</summary>
    internal static bool IsOfTheBot(OutsideException refusal) =>
        OfTheBot.Any(code => refusal.Message.Contains(code, StringComparison.Ordinal));

    /// <summary>
    /// Where the tenant is answered, as the refusal of another cloud's host names it; learn.microsoft.com/microsoftteams,
    /// conversation-messages, status codes. Whether the token may go there is not said by it.
    /// </summary>
    internal static string? RightService(OutsideResponse answer)
    {
        if (CodeOf(answer) != WrongHost)
            return null;
        var message = (TeamsJson.Object(answer.Body) ?? default).Text("error", "message") ?? "";
        if (!Uri.TryCreate(Address().Match(message).Value.TrimEnd('.', ',', ';'), UriKind.Absolute, out var address))
            return null;
        // The refusal names the host, and the service lies below it.
        return address is { AbsolutePath: "/", Host: "smba.infra.gcc.teams.microsoft.com" }
            ? $"{address.AbsoluteUri}gcc/"
            : address.AbsoluteUri;
    }

    /// <summary>What a person is to do about a refusal.</summary>
    internal static string Words(string code) =>
        code switch
        {
            "BotDisabledByAdmin" => "BotDisabledByAdmin: an administrator switched the app off",
            "BotNotInConversationRoster" => "BotNotInConversationRoster: add the app to the team or chat",
            "BotNotRegistered" => "BotNotRegistered: AppId is not registered as a bot, or its Teams channel is off",
            "ConversationNotFound" => "ConversationNotFound: add the app to the team or chat, or correct the id",
            Blocked or "MessageWritesBlocked" => $"{code}: the person blocked the bot or removed the app",
            WrongHost => "InvalidBotApiHost: the tenant is of another cloud, name its hosts in ServiceHosts",
            _ => code,
        };

    private static string? Within(string? text)
    {
        try
        {
            return text is null ? null : JsonSerializer.Deserialize<JsonElement>(text).Text("subCode");
        }
        catch (JsonException)
        {
            return null;
        }
    }

    [GeneratedRegex("https?://[^\\s\"'<>]+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Address();

    [GeneratedRegex("^[A-Za-z0-9 ]{1,60}$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Code();
}
