using Microsoft.AspNetCore.Builder;

namespace OpsBot.Tests.Bot.Channels.TwoChats;

/// <summary>Which chat is down, and what is on its way to the chats just now.</summary>
internal sealed class ChatWeather
{
    private int calls;
    private int under;
    private int doors;

    /// <summary>What <c>/slack</c> or <c>/teams</c> answers instead of what it should.</summary>
    internal Func<string, ChatTrouble?> Trouble { get; set; } = _ => null;

    internal int Calls => Volatile.Read(ref calls);

    /// <summary>The bot is answering somebody, who does not wait for long.</summary>
    internal bool IsAnswering => Volatile.Read(ref doors) > 0;

    internal bool IsBusy => Volatile.Read(ref under) > 0;

    internal void Use(WebApplication app) =>
        app.Use(
            async (context, next) =>
            {
                Interlocked.Increment(ref calls);
                if (Trouble(context.Request.Path.Value!.Split('/')[1]) is not { } trouble)
                {
                    Interlocked.Increment(ref under);
                    try
                    {
                        await next(context);
                    }
                    finally
                    {
                        Interlocked.Decrement(ref under);
                    }

                    return;
                }

                // Time passes for whoever waits.
                if (trouble.Until is { } until)
                    await until.WaitAsync(context.RequestAborted);
                context.Response.StatusCode = trouble.Status;
                if (trouble.RetryAfter is { } wait)
                    context.Response.Headers.RetryAfter = wait;
            }
        );

    public override string ToString() => $"{calls} calls, {under} under way, {doors} at the doors";

    /// <summary>Watches the bot's own doors.</summary>
    internal void UseDoors(WebApplication bot) =>
        bot.Use(
            async (context, next) =>
            {
                Interlocked.Increment(ref doors);
                try
                {
                    await next(context);
                }
                finally
                {
                    Interlocked.Decrement(ref doors);
                }
            }
        );

    /// <summary>One of them is down.</summary>
    internal void Down(string chat, ChatTrouble trouble) => Trouble = called => called == chat ? trouble : null;

    internal void Clear() => Trouble = _ => null;
}

/// <summary>How a chat fails.</summary>
/// <param name="Status">What it answers.</param>
/// <param name="RetryAfter">When it wants to be asked again, in seconds; then it certainly did nothing.</param>
internal sealed record ChatTrouble(int Status, string? RetryAfter = null)
{
    /// <summary>It does not answer before that.</summary>
    internal Task? Until { get; init; }
}
