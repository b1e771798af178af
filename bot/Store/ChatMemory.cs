using Microsoft.EntityFrameworkCore;

namespace OpsBot.Bot.Store;

/// <summary>Keeps what chats must know again. A row each.</summary>
internal sealed class ChatMemory(Writer writer, IDbContextFactory<OpsBotDb> contexts, TimeProvider clock) : IChatMemory
{
    public async Task<IReadOnlyDictionary<string, string>> AllAsync(string chat, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        return await db
            .ChatMemories.Where(row => row.Chat == chat)
            .ToDictionaryAsync(row => row.Key, row => row.Value, StringComparer.Ordinal, cancel);
    }

    public async Task<string?> FindAsync(string chat, string key, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        return await db
            .ChatMemories.Where(row => row.Chat == chat && row.Key == key)
            .Select(row => row.Value)
            .FirstOrDefaultAsync(cancel);
    }

    public Task KeepAsync(string chat, string key, string value, CancellationToken cancel) =>
        writer
            .DoAsync(session =>
                session.ExecuteAsync(
                    $"""
                    INSERT INTO "ChatMemories" ("Chat", "Key", "Value", "At")
                    VALUES ({chat}, {key}, {value}, {clock.GetUtcNow()})
                    ON CONFLICT ("Chat", "Key") DO UPDATE SET "Value" = excluded."Value", "At" = excluded."At"
                    """
                )
            )
            .WaitAsync(cancel);

    public Task ForgetAsync(string chat, string key, CancellationToken cancel) =>
        writer
            .DoAsync(session =>
                session.ExecuteAsync($"""DELETE FROM "ChatMemories" WHERE "Chat" = {chat} AND "Key" = {key}""")
            )
            .WaitAsync(cancel);
}
