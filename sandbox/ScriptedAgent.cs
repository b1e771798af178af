using System.Threading.Channels;

namespace OpsBot.Sandbox;

/// <summary>
/// Decides cases when nobody looks, by the clicks people would make: in each chat in turn, sometimes two people in both at once;
/// approves most, declines every fourth with a reason. A case is taken up once its card is in every chat.
/// </summary>
internal sealed class ScriptedAgent : IAsyncDisposable
{
    private readonly SlackHand? slack;
    private readonly TeamsHand? teams;
    private readonly Channel<string> cases = Channel.CreateUnbounded<string>();
    private readonly HashSet<string> seen = new(StringComparer.Ordinal);
    private readonly Lock gate = new();
    private readonly Task work;

    /// <summary>Begins to decide.</summary>
    /// <param name="slack">The pretend Slack, where the bot is in it.</param>
    /// <param name="teams">The pretend Teams, where the bot is in it.</param>
    internal ScriptedAgent(SlackHand? slack, TeamsHand? teams)
    {
        (this.slack, this.teams) = (slack, teams);
        if (slack is not null)
            slack.Offered += OnOffered;
        if (teams is not null)
            teams.Offered += OnOffered;
        work = Task.Run(WorkAsync);
    }

    /// <summary>Cases it decided.</summary>
    internal int Decided { get; private set; }

    /// <summary>Those of them that two people decided at once, each in a chat of their own.</summary>
    internal int AtOnce { get; private set; }

    public async ValueTask DisposeAsync()
    {
        if (slack is not null)
            slack.Offered -= OnOffered;
        if (teams is not null)
            teams.Offered -= OnOffered;
        slack?.Dispose();
        teams?.Dispose();
        cases.Writer.TryComplete();
        await work;
    }

    private void OnOffered(string name)
    {
        var isEverywhere = slack?.Has(name) is not false && teams?.Has(name) is not false;
        lock (gate)
        {
            if (isEverywhere && seen.Add(name))
                cases.Writer.TryWrite(name);
        }
    }

    private async Task WorkAsync()
    {
        await foreach (var name in cases.Reader.ReadAllAsync())
        {
            var denies = ++Decided % 4 == 0;
            if (slack is null || teams is null)
                await (slack?.DecideAsync(name, denies) ?? teams!.DecideAsync(name, denies));
            else if (Decided % 3 == 0)
                await BothAsync(name, denies);
            else
                await (Decided % 3 == 1 ? slack.DecideAsync(name, denies) : teams.DecideAsync(name, denies));
        }
    }

    private async Task BothAsync(string name, bool denies)
    {
        AtOnce++;
        await Task.WhenAll(slack!.DecideAsync(name, denies), teams!.DecideAsync(name, denies));
    }
}
