using System.Globalization;
using OpsBot.Tests.Bot.Channels.Teams;

namespace OpsBot.Tests.Clients;

/// <summary>
/// A bot made with Microsoft's own library (npm botbuilder, CloudAdapter), registered as ours is, with the same keys to believe.
/// </summary>
internal sealed class ReferenceBot : IAsyncDisposable
{
    private readonly NodeScript script;

    private ReferenceBot(NodeScript script, Uri door) => (this.script, Door) = (script, door);

    /// <summary>Where it takes activities.</summary>
    internal Uri Door { get; }

    internal static async Task<ReferenceBot> StartAsync(TeamsDesk desk)
    {
        var bot = NodeScript.Start(
            "reference-bot.cjs",
            [
                desk.Teams.Levers.Address.OpenId.AbsoluteUri,
                desk.Pretend.Issuer,
                desk.Pretend.AppId,
                desk.Pretend.TenantId,
            ]
        );
        var port = int.Parse(await bot.LineAsync(), CultureInfo.InvariantCulture);
        return new ReferenceBot(bot, new Uri($"http://127.0.0.1:{port}/api/messages"));
    }

    public ValueTask DisposeAsync() => script.DisposeAsync();
}
