using OpsBot.Bot.Channels;
using OpsBot.Bot.Store;

namespace OpsBot.Bot.Workers;

/// <summary>Whether the store takes what comes.</summary>
internal sealed class StoreCheck(Writer writer, Database database) : ICheck
{
    public string About => "store";

    public async Task<IReadOnlyList<Finding>> LookAsync(CancellationToken cancel) =>
        [
            await writer.DoAsync(database.CanStoreAsync).WaitAsync(cancel)
                ? new Finding(Grade.Ok, About, "can be written")
                : new Finding(
                    Grade.Wrong,
                    About,
                    "cannot be written: webhooks are answered 503 and sent again",
                    "Look for a full disk, or a database that is down: docs/operate.md."
                ),
        ];
}
