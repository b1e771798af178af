using OpsBot.Bot.Channels;
using OpsBot.Bot.Http;
using OpsBot.Loops.People;

namespace OpsBot.Bot.Commands;

/// <summary>Reads what people see who look at everything at once.</summary>
internal sealed class OverviewDesk(
    ILoopStore store,
    LoopList loops,
    SamePeople same,
    Breakers breakers,
    ShopTimes times
) : IOverview
{
    /// <summary>As many as anybody looks through; the queue command and its filters lead to the rest.</summary>
    private const int MostQuestions = 200;

    public async Task<Overview> ReadAsync(CancellationToken cancel)
    {
        var open = await store.OpenAsync(MostQuestions + 1, cancel);
        var states = (await store.StatesAsync(cancel)).ToDictionary(state => state.Loop);
        var shown = new List<LoopOverview>();
        foreach (var loop in loops.All)
        {
            var counts = await store.CountAsync(loop.Name, times.StartOfDay, cancel);
            shown.Add(new LoopOverview(loop.Name, loop.Owner, states.GetValueOrDefault(loop.Name), counts));
        }

        return new Overview([.. open.Take(MostQuestions)], shown, [.. breakers.Outages.Select(StatusReport.Describe)])
        {
            IsMore = open.Count > MostQuestions,
            People = await same.AllAsync(cancel),
        };
    }
}
