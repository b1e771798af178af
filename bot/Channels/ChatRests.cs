using System.Threading.Channels;

namespace OpsBot.Bot.Channels;

/// <summary>Keeps what a chat asked to be left alone, so that a restart does not begin by asking again.</summary>
/// <param name="rests">Where it is kept.</param>
/// <param name="pace">The chat's pace.</param>
/// <param name="clock">The time.</param>
/// <param name="log">Where it is said that it cannot be kept.</param>
internal abstract partial class ChatRests(IRests rests, IRestingPace pace, TimeProvider clock, ILogger log)
    : BackgroundService
{
    /// <summary>Longer than chats ever ask for: a clock that was set back since must not silence the bot.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    private static readonly TimeSpan Look = TimeSpan.FromMinutes(1);
    private readonly string prefix = pace.Chat + ":";
    private readonly Dictionary<string, DateTimeOffset> kept = new(StringComparer.Ordinal);

    /// <summary>Done before anything is posted.</summary>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var rest in await rests.AllAsync(cancellationToken))
        {
            if (!rest.What.StartsWith(prefix, StringComparison.Ordinal))
                continue;
            kept[rest.What] = rest.Until;
            var left = rest.Until - clock.GetUtcNow();
            if (left > TimeSpan.Zero)
                pace.Remember(rest.What[prefix.Length..], left < Longest ? left : Longest);
        }

        await base.StartAsync(cancellationToken);
    }

    /// <summary>Writes down what began, and strikes out what is over.</summary>
    internal async Task WorkOnceAsync(CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        while (pace.Rests.TryPeek(out var begun))
        {
            var rest = new Rest(prefix + begun.What, now + begun.Wait);
            await rests.KeepAsync(rest, cancel);
            pace.Rests.TryRead(out _);
            kept[rest.What] = rest.Until > kept.GetValueOrDefault(rest.What) ? rest.Until : kept[rest.What];
        }

        foreach (var (what, until) in kept.Where(rest => rest.Value <= now || rest.Value > now + Longest).ToList())
        {
            await rests.ForgetAsync(what, until, cancel);
            kept.Remove(what);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await WorkOnceAsync(stoppingToken);
                await MoreAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception error)
            {
                Log.NotKept(log, pace.Chat, error);
                await Task.Delay(Look, clock, stoppingToken);
            }
        }
    }

    /// <summary>Where something rests it is looked at again, too: it may be over.</summary>
    private Task MoreAsync(CancellationToken cancel) =>
        kept.Count == 0 ? pace.Rests.WaitToReadAsync(cancel).AsTask() : pace.Rests.WaitAsync(Look, clock, cancel);

    private static partial class Log
    {
        [LoggerMessage(
            Level = LogLevel.Warning,
            Message = "How long {Chat} wants to be left alone could not be written down; a restart would not know it"
        )]
        internal static partial void NotKept(ILogger log, string chat, Exception error);
    }
}

/// <summary>A chat's pace, as far as the chat itself asks to be left alone.</summary>
internal interface IRestingPace
{
    /// <summary>The chat: <c>slack</c>.</summary>
    string Chat { get; }

    /// <summary>What began to rest, for the one who writes it down.</summary>
    ChannelReader<(string What, TimeSpan Wait)> Rests { get; }

    /// <summary>The chat asked for it before the bot was started.</summary>
    void Remember(string what, TimeSpan wait);
}
