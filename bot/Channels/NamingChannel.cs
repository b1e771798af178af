using Microsoft.Extensions.DependencyInjection.Extensions;

namespace OpsBot.Bot.Channels;

/// <summary>Stands before a chat, so that people of other chats are named in it and are no ids.</summary>
internal sealed class NamingChannel(IChannel channel, ChatNames names) : IChannel
{
    public string Chat => channel.Chat;

    public async Task<string> PostAsync(string place, Card card, CancellationToken cancel) =>
        await channel.PostAsync(place, await names.InAsync(Chat, card, cancel), cancel);

    public async Task<bool> UpdateAsync(string handle, Card card, CancellationToken cancel) =>
        await channel.UpdateAsync(handle, await names.InAsync(Chat, card, cancel), cancel);

    public Task<string?> FindAsync(string place, Card card, CancellationToken cancel) =>
        channel.FindAsync(place, card, cancel);

    public async Task<bool> SayInThreadAsync(string handle, ThreadSaying saying, CancellationToken cancel)
    {
        var lines = await names.InAsync(Chat, saying.Lines, cancel);
        return await channel.SayInThreadAsync(handle, saying with { Lines = lines }, cancel);
    }

    public Task<bool> IsInThreadAsync(string handle, ThreadSaying saying, CancellationToken cancel) =>
        channel.IsInThreadAsync(handle, saying, cancel);

    public async Task NoticeAsync(string place, Notice notice, CancellationToken cancel)
    {
        var title = await names.InAsync(Chat, notice.Title, cancel);
        var lines = await names.InAsync(Chat, notice.Lines, cancel);
        await channel.NoticeAsync(place, notice with { Title = title, Lines = lines }, cancel);
    }
}

/// <summary>Puts chats into the host, and what names people between them.</summary>
internal static class NamingExtensions
{
    /// <summary>Needs from the host: <c>IChatMemory</c> and a <see cref="TimeProvider"/>.</summary>
    internal static IServiceCollection AddChannel<T>(this IServiceCollection services)
        where T : class, IChannel
    {
        services.TryAddSingleton<ChatNames>();
        return services
            .AddSingleton<T>()
            .AddSingleton<IChannel>(host => new NamingChannel(
                host.GetRequiredService<T>(),
                host.GetRequiredService<ChatNames>()
            ));
    }
}
