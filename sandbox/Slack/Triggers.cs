using System.Globalization;
using System.Security.Cryptography;

namespace OpsBot.Sandbox.Slack;

/// <summary>Trigger ids: good for three seconds and one view. Source: docs.slack.dev/surfaces/modals.</summary>
internal sealed class Triggers(TimeProvider clock, Workspace workspace)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(3);
    private readonly Lock gate = new();
    private readonly Dictionary<string, Issued> issued = new(StringComparer.Ordinal);

    /// <param name="user">Who clicked or typed.</param>
    /// <param name="viewId">The modal it happened in, if it did: only then may another be pushed on top.</param>
    internal string Issue(string user, string? viewId = null)
    {
        var number = workspace.NextTs().Replace(".", "", StringComparison.Ordinal);
        var id = string.Create(
            CultureInfo.InvariantCulture,
            $"{number}.{user.Length}.{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16))}"
        );
        lock (gate)
            issued[id] = new(user, viewId, clock.GetUtcNow());
        return id;
    }

    /// <summary>Uses the trigger up; an error code in place of it when it is not good.</summary>
    internal (Issued? Trigger, string? Error) Exchange(string id)
    {
        lock (gate)
        {
            if (!issued.TryGetValue(id, out var trigger))
                return (null, "invalid_trigger_id");
            if (trigger.IsUsed)
                return (null, "exchanged_trigger_id");
            if (clock.GetUtcNow() - trigger.At > Lifetime)
                return (null, "expired_trigger_id");
            issued[id] = trigger with { IsUsed = true };
            return (trigger, null);
        }
    }

    internal sealed record Issued(string User, string? ViewId, DateTimeOffset At, bool IsUsed = false);
}
