using OpsBot.Bot.Channels;
using OpsBot.Loops.People;

namespace OpsBot.Bot.Commands;

/// <summary>Pauses and resumes loops, and tells everybody who watches them.</summary>
internal sealed class Pausing(ILoopStore store, LoopNotices notices, ShopTimes times)
{
    internal async Task<CommandReply> PauseAsync(Command.Pause pause, Person person, CancellationToken cancel)
    {
        var now = times.Now;
        foreach (var loop in pause.Loops)
            await store.SetAsync(
                new LoopState(loop, IsPaused: true, person.Id, now, pause.Because, now + pause.For),
                cancel
            );
        var lasting = pause.For is { } time ? $" for {Lasting.Words(time)}" : "";
        var because = pause.Because is { } why ? $": {why}" : "";
        var untold = await notices.SayAsync(
            pause.Loops,
            names => new Line($"{names} paused", person.Id, lasting + because),
            cancel
        );
        var until = pause.For is { } end ? $"until {times.At(now + end)}" : "until somebody resumes";
        return new CommandReply(
            $"{LoopNotices.Names(pause.Loops)} paused {until}.",
            [new Line("What comes in is kept and waits. What was already begun stops before its next step."), .. untold]
        );
    }

    internal async Task<CommandReply> ResumeAsync(Command.Resume resume, Person person, CancellationToken cancel)
    {
        var now = times.Now;
        var states = (await store.StatesAsync(cancel))
            .Where(state => state.IsPausedAt(now))
            .Select(state => state.Loop);
        var paused = resume.Loops.Intersect(states).ToList();
        if (paused.Count == 0)
            return new CommandReply($"{LoopNotices.Names(resume.Loops)}: not paused.");
        var waiting = 0;
        foreach (var loop in paused)
        {
            waiting += (await store.CountAsync(loop, now, cancel)).Parked;
            await store.SetAsync(new LoopState(loop, IsPaused: false, person.Id, now), cancel);
        }

        var goOn = waiting == 1 ? "1 run that waited goes on now" : $"{waiting} runs that waited go on now";
        var untold = await notices.SayAsync(
            paused,
            names => new Line($"{names} resumed", person.Id, $": {goOn}"),
            cancel
        );
        return new CommandReply($"{LoopNotices.Names(paused)} resumed: {goOn}.", untold);
    }
}
