using OpsBot.Sandbox.Slack.Sockets;

namespace OpsBot.Sandbox.Slack.Api;

/// <summary>apps.*: the methods of the app-level token. Source: docs.slack.dev/reference/methods/apps.connections.open.</summary>
internal sealed class AppMethods(Tickets tickets)
{
    internal IEnumerable<ApiMethod> All =>
        [
            new("apps.connections.open", Tier.One, ["connections:write"], _ => Open())
            {
                TakesJson = true,
                TakesAppToken = true,
            },
        ];

    private ApiAnswer Open() => ApiAnswer.Ok(new() { ["url"] = tickets.Url() });
}
