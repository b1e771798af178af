using System.Diagnostics;
using OpsBot.Bot.Channels;
using OpsBot.Loops.Engine;

namespace OpsBot.Bench.Crash;

/// <summary>A place in a run's life, and the moment there at which the process ends without a word.</summary>
internal sealed class Boundary(string name, int passes)
{
    private int left = passes;

    /// <summary>Every boundary there is: before and after the insert, the claim, gathering, deciding, the intents and results
    /// (all of them commits), the call, the read-back, the card's posting, update and thread, and the answer.</summary>
    internal static IReadOnlyList<string> All { get; } =
    [
        .. new[]
        {
            $"{nameof(IEventStore)}.{nameof(IEventStore.ReceiveAsync)}",
            $"{nameof(IRunStore)}.{nameof(IRunStore.ClaimAsync)}",
            $"{nameof(IRunStore)}.{nameof(IRunStore.RememberAsync)}",
            $"{nameof(ILoop)}.{nameof(ILoop.ConsiderAsync)}",
            $"{nameof(IRunStore)}.{nameof(IRunStore.CommitAsync)}",
            $"{nameof(IActor)}.{nameof(IActor.ActAsync)}",
            $"{nameof(IActor)}.{nameof(IActor.ReadBackAsync)}",
            $"{nameof(ICardStore)}.{nameof(ICardStore.ClaimCardsAsync)}",
            $"{nameof(ICardStore)}.{nameof(ICardStore.PostingAsync)}",
            $"{nameof(IChannel)}.{nameof(IChannel.PostAsync)}",
            $"{nameof(IChannel)}.{nameof(IChannel.UpdateAsync)}",
            $"{nameof(ICardStore)}.{nameof(ICardStore.ShownAsync)}",
            $"{nameof(ICardStore)}.{nameof(ICardStore.TellingAsync)}",
            $"{nameof(IChannel)}.{nameof(IChannel.SayInThreadAsync)}",
            $"{nameof(ICardStore)}.{nameof(ICardStore.ToldAsync)}",
            $"{nameof(IEscalationStore)}.{nameof(IEscalationStore.SettleAsync)}",
        }.SelectMany(step => new[] { "before " + step, "after " + step }),
    ];

    /// <summary>Called at every boundary; at the one that is meant, the last time it returns was the time before.</summary>
    internal void Pass(string reached)
    {
        if (reached != name || Interlocked.Decrement(ref left) != 0)
            return;
        using var self = Process.GetCurrentProcess();
        self.Kill();
        self.WaitForExit();
    }
}
