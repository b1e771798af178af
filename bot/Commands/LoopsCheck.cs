using OpsBot.Bot.Channels;
using OpsBot.Bot.Settings;
using OpsBot.Loops.People;

namespace OpsBot.Bot.Commands;

/// <summary>Which loops do not run, and whether anybody may decide what they ask.</summary>
internal sealed class LoopsCheck(LoopList loops, ILoopStore store, Roles roles, ShopTimes times) : ICheck
{
    public string About => "loops";

    public async Task<IReadOnlyList<Finding>> LookAsync(CancellationToken cancel)
    {
        var states = (await store.StatesAsync(cancel)).ToDictionary(state => state.Loop);
        if (loops.All.Count == 0)
            return [new Finding(Grade.Wrong, About, "none is switched on", "Set Loops:Returns:Enabled to true.")];
        return
        [
            .. loops.All.Select(loop => Running(loop.Name, states.GetValueOrDefault(loop.Name))),
            .. loops.All.Where(NobodyDecides).Select(NobodyFinding),
            .. Leads(),
        ];
    }

    private Finding Running(LoopName loop, LoopState? state) =>
        state switch
        {
            { IsPaused: true, Tripped: { } why } => new Finding(
                Grade.Wrong,
                loop.Value,
                $"stopped itself at {times.At(state.PausedSince ?? state.At)}: {why}",
                $"Find out why, then: resume {loop}"
            ),
            { IsPaused: true } => new Finding(
                Grade.Warn,
                loop.Value,
                $"paused since {times.At(state.At)}{(state.Because is { } why ? $" because {why}" : "")}",
                $"When it may go on: resume {loop}"
            ),
            _ => new Finding(Grade.Ok, loop.Value, "running"),
        };

    private bool NobodyDecides(ILoop loop) => loop.Approvers.Count > 0 && !roles.HasAnyone(loop.Approvers);

    private static Finding NobodyFinding(ILoop loop) =>
        new(
            Grade.Wrong,
            "roles",
            $"nobody may decide what {loop.Name} asks: {string.Join(" and ", loop.Approvers)} is empty",
            $"Put people into People:Roles:{loop.Approvers[0]}, as {PeopleOptions.Example}."
        );

    private IEnumerable<Finding> Leads()
    {
        if (!roles.HasAnyone([Roles.Lead]))
            yield return new Finding(
                Grade.Warn,
                "roles",
                $"nobody has the role {Roles.Lead}, so nobody can pause or resume",
                $"Put people into People:Roles:{Roles.Lead}, as {PeopleOptions.Example}."
            );
    }
}
