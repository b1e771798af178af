using System.Globalization;
using OpsBot.Bot.Channels;
using OpsBot.Bot.Http;

namespace OpsBot.Bot.Commands;

/// <summary>What the last 24 hours came to, loop by loop: sent to each loop's channels once a day, and told to whoever asks.</summary>
internal sealed class DigestReport(
    ILoopStore store,
    LoopList loops,
    Breakers breakers,
    LoopNotices notices,
    ShopTimes times
)
{
    private static readonly TimeSpan Day = TimeSpan.FromHours(24);

    /// <summary>For the one who typed it.</summary>
    internal async Task<CommandReply> TellAsync(IReadOnlyList<LoopName> names, CancellationToken cancel)
    {
        var states = await store.StatesAsync(cancel);
        var lines = new List<Line>();
        foreach (var name in names)
            lines.AddRange(
                (await LinesAsync(name, states, cancel)).Select(line => line with { Text = $"{name}: {line.Text}" })
            );
        return new CommandReply("The last 24 hours", [.. lines, .. Outages]);
    }

    /// <summary>For the channels of every loop.</summary>
    internal async Task SendAsync(CancellationToken cancel)
    {
        var states = await store.StatesAsync(cancel);
        foreach (var loop in loops.All)
        {
            var digest = new Notice(new Line($"Digest of {loop.Name}: the last 24 hours"))
            {
                Lines = [.. await LinesAsync(loop.Name, states, cancel), .. Outages],
                Figures = Figures(await store.CountAsync(loop.Name, times.Now - Day, cancel)),
            };
            await notices.SayAsync([loop.Name], _ => digest, cancel);
        }
    }

    private static IReadOnlyList<Figure> Figures(LoopCounts counts) =>
        [
            new("Cleared by rule", counts.Cleared, FigureTone.Good),
            new("Decided by people", counts.Decided),
            new("Waiting for an answer", counts.Asking, FigureTone.Waits),
            new("Stuck", counts.Dead, FigureTone.Trouble),
        ];

    private IEnumerable<Line> Outages => breakers.Outages.Select(StatusReport.Describe);

    private async Task<IReadOnlyList<Line>> LinesAsync(
        LoopName name,
        IReadOnlyList<LoopState> states,
        CancellationToken cancel
    )
    {
        var counts = await store.CountAsync(name, times.Now - Day, cancel);
        var state = states.FirstOrDefault(state => state.Loop == name);
        var share =
            counts.Caught == 0
                ? ""
                : string.Create(CultureInfo.InvariantCulture, $" ({(double)counts.Cleared / counts.Caught:P0})");
        var overdue = counts.Overdue > 0 ? $" ({counts.Overdue} overdue)" : "";
        var lines = new List<Line>
        {
            new($"{counts.Caught} caught, {counts.Cleared} cleared by rule{share}, {counts.Decided} decided by people"),
            new(
                $"now {counts.Asking} wait for an answer{overdue}, {counts.Waiting} for something else, {counts.Dead} stuck"
            ),
        };
        if (counts.Oldest is { } oldest)
            lines.Add(new Line("the oldest open case began") { At = oldest });
        if (state is { IsPaused: true })
            lines.Add(
                state.Tripped is { } figures
                    ? new Line($"stopped itself: {figures}") { At = state.PausedSince ?? state.At }
                    : new Line("paused", state.By, state.Because is { } why ? $": {why}" : "") { At = state.At }
            );
        return lines;
    }
}
