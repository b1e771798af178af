using OpsBot.Bot.Channels;
using OpsBot.Loops.People;

namespace OpsBot.Bot.Commands;

/// <summary>Pauses and resumes loops, sets what is stuck going again, and tells everybody who watches.</summary>
internal sealed class Steering(
    ILoopStore store,
    LoopList loops,
    AnswerDesk answers,
    LoopNotices notices,
    ShopTimes times
)
{
    /// <summary>More at once would keep the person waiting; the rest is a second command away.</summary>
    private const int MostRetries = 200;

    internal async Task<CommandReply> PauseAsync(Command.Pause pause, Person person, CancellationToken cancel)
    {
        var now = times.Now;
        foreach (var loop in pause.Loops)
            await store.PauseAsync(
                new LoopState(loop, IsPaused: true, person.Id, now, pause.Because, now + pause.For),
                cancel
            );
        var lasting = pause.For is { } time ? $" for {Lasting.Words(time)}" : "";
        var because = pause.Because is { } why ? $": {why}" : "";
        var told = await notices.SayAsync(
            pause.Loops,
            names => new Notice(new Line($"{names} paused", person.Id, lasting + because)) { Tone = NoticeTone.Held },
            cancel
        );
        var tripped = (await store.StatesAsync(cancel))
            .Where(state => state.Tripped is not null && pause.Loops.Contains(state.Loop))
            .Select(state => new Line(
                $"{state.Loop} stopped itself before: it goes on only when somebody resumes it."
            ));
        var until = pause.For is { } end ? $"until {times.At(now + end)}" : "until somebody resumes";
        return new CommandReply(
            $"{LoopNotices.Names(pause.Loops)} paused {until}.",
            [
                new Line("What comes in is kept and waits. What was already begun stops before its next step."),
                .. tripped,
                .. told.Untold,
            ]
        );
    }

    internal async Task<CommandReply> ResumeAsync(Command.Resume resume, Person person, CancellationToken cancel)
    {
        var resumed = new List<Resumed>();
        foreach (var loop in resume.Loops)
            if (await store.ResumeAsync(loop, person.Id, loops.Find(loop)?.ResumePerSecond ?? 1, cancel) is { } goesOn)
                resumed.Add(goesOn);
        if (resumed.Count == 0)
            return new CommandReply($"{LoopNotices.Names(resume.Loops)}: not paused.");

        var names = resumed.ConvertAll(it => it.Loop);
        var told = await notices.SayAsync(
            names,
            shown => new Notice(new Line($"{shown} resumed", person.Id, $": {Drains.Words(resumed)}"))
            {
                Tone = NoticeTone.GoesOn,
            },
            cancel
        );
        return new CommandReply($"{LoopNotices.Names(names)} resumed: {Drains.Words(resumed)}", told.Untold);
    }

    /// <summary>Answers <em>retry</em> to what is stuck, as a click on each of the cards would: the same people may, or not.</summary>
    internal async Task<CommandReply> RetryAsync(Command.Retry retry, Person person, CancellationToken cancel)
    {
        var stuck = retry.IdOrName is { } name
            ? await OfRunAsync(name, cancel)
            : await OfLoopsAsync(retry.Loops, cancel);
        var what = retry.IdOrName ?? LoopNotices.Names(retry.Loops);
        if (stuck.Count == 0)
            return new CommandReply($"{what}: nothing is stuck.");
        var choice = retry.FromTheStart ? TroubleChoice.StartOver : TroubleChoice.Retry;
        var gone = new List<LoopName>();
        var kept = new List<string>();
        foreach (var (question, loop) in stuck)
        {
            var result = await answers.TakeAsync(new Answer(question, person, choice), cancel);
            if (result is AnswerResult.Accepted)
                gone.Add(loop);
            else if (result is AnswerResult.Refused refused)
                kept.Add(refused.Why);
        }

        var again = retry.FromTheStart ? "decided anew" : "tried again";
        var untold =
            gone.Count == 0
                ? []
                : (
                    await notices.SayAsync([.. gone.Distinct()], names => Retried(names, gone, (person, again)), cancel)
                ).Untold;
        return new CommandReply(
            $"{what}: {Count(gone.Count)} {again}.",
            [.. kept.Distinct(StringComparer.Ordinal).Select(why => new Line(why)), .. untold]
        );
    }

    private async Task<IReadOnlyList<(EscalationId, LoopName)>> OfRunAsync(string name, CancellationToken cancel) =>
        await CaseFinder.RunsAsync(store, name, 1, cancel) is [{ Stage: Stage.Dead, Escalation: { } question } run]
            ? [(question, run.Loop)]
            : [];

    private async Task<IReadOnlyList<(EscalationId, LoopName)>> OfLoopsAsync(
        IReadOnlyList<LoopName> loops,
        CancellationToken cancel
    )
    {
        var stuck = new List<(EscalationId, LoopName)>();
        foreach (var loop in loops)
            stuck.AddRange((await store.StuckAsync(loop, MostRetries, cancel)).Select(asked => (asked.Id, loop)));
        return stuck;
    }

    private static Line Retried(string names, List<LoopName> gone, (Person Person, string Again) how) =>
        new($"{names}: {Count(gone.Count)} {how.Again}", how.Person.Id);

    private static string Count(int runs) => runs == 1 ? "1 stuck run is" : $"{runs} stuck runs are";
}
