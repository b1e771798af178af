using OpsBot.Bot.Channels;

namespace OpsBot.Bot.Commands;

/// <summary>Looks at everything at once, and waits for nothing that does not answer.</summary>
internal sealed class Doctor(IEnumerable<ICheck> checks, TimeProvider clock) : IDoctor
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public async Task<IReadOnlyList<Finding>> ExamineAsync(CancellationToken cancel)
    {
        var found = await Task.WhenAll(checks.Select(check => LookAsync(check, cancel)));
        return [.. found.SelectMany(findings => findings).OrderByDescending(finding => finding.Grade)];
    }

    /// <summary>The answer to the command.</summary>
    internal static CommandReply Reply(IReadOnlyList<Finding> findings)
    {
        var wrong = findings.Count(finding => finding.Grade is Grade.Wrong);
        var warn = findings.Count(finding => finding.Grade is Grade.Warn);
        var title = (wrong, warn) switch
        {
            (0, 0) => "All is well",
            (0, _) => $"It works; {Count(warn)} to look at",
            (_, 0) => $"{Count(wrong)} wrong",
            _ => $"{Count(wrong)} wrong, {Count(warn)} to look at",
        };
        return new CommandReply(title, [.. findings.Select(finding => new Line(Words(finding)))]);
    }

    private static string Count(int things) => things == 1 ? "1 thing" : $"{things} things";

    private static string Words(Finding finding)
    {
        var grade = finding.Grade switch
        {
            Grade.Wrong => "WRONG",
            Grade.Warn => "look",
            _ => "ok",
        };
        return $"{grade} · {finding.About}: {finding.Says}{(finding.ToDo is { } todo ? $" → {todo}" : "")}";
    }

    private async Task<IReadOnlyList<Finding>> LookAsync(ICheck check, CancellationToken cancel)
    {
        using var late = new CancellationTokenSource(Patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, late.Token);
        try
        {
            return await check.LookAsync(either.Token).WaitAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return [new Finding(Grade.Wrong, check.About, $"did not answer within {Patience.TotalSeconds:0} s")];
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            return [new Finding(Grade.Wrong, check.About, $"could not be looked at: {fault.Message}")];
        }
    }
}
