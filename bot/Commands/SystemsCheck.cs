using OpsBot.Bot.Channels;
using OpsBot.Bot.Http;

namespace OpsBot.Bot.Commands;

/// <summary>Which systems outside answer, as far as they were called.</summary>
internal sealed class SystemsCheck(Breakers breakers, ShopTimes times) : ICheck
{
    public string About => "systems";

    public Task<IReadOnlyList<Finding>> LookAsync(CancellationToken cancel)
    {
        var down = breakers.Outages;
        var up = breakers.Systems.Except(down.Select(outage => outage.System), StringComparer.Ordinal).ToList();
        var findings = down.Select(outage => new Finding(
                Grade.Wrong,
                outage.System,
                $"down since {times.At(outage.Since)} ({outage.Why})",
                "What needs it waits and goes on by itself. If it lasts, look at its status page and its credentials."
            ))
            .ToList();
        if (up.Count > 0)
            findings.Add(new Finding(Grade.Ok, About, $"{string.Join(", ", up)} answered when last called"));
        return Task.FromResult<IReadOnlyList<Finding>>(findings);
    }
}
