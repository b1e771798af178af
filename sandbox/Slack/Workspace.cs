using System.Globalization;

namespace OpsBot.Sandbox.Slack;

/// <summary>
/// The state of the pretend workspace: people, conversations and messages. A ts is unique in the workspace and grows, so it is
/// unique and ordered in every channel.
/// </summary>
internal sealed class Workspace(PretendSlackOptions options, TimeProvider clock, Changes changes)
{
    private readonly Lock gate = new();
    private readonly SortedDictionary<string, SlackMessage> messages = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SlackChannel> direct = new(StringComparer.Ordinal);
    private long lastTs;

    internal SlackUser? User(string? id) => options.Users.FirstOrDefault(user => user.Id == id);

    /// <summary>Somebody who can use the app right now.</summary>
    internal SlackUser ActiveUser(string id) =>
        User(id) is { IsDeactivated: false } user
            ? user
            : throw new InvalidOperationException($"{id} is not an active user of the pretend workspace");

    internal SlackChannel? Channel(string? id)
    {
        lock (gate)
        {
            return options.Channels.FirstOrDefault(channel => channel.Id == id)
                ?? (id is null ? null : direct.GetValueOrDefault(id));
        }
    }

    internal IReadOnlyList<string> Members(SlackChannel channel)
    {
        var people = channel.Members ?? [.. options.Users.Where(user => !user.IsDeactivated).Select(user => user.Id)];
        return channel.HasBot ? [.. people, options.BotUserId] : people;
    }

    /// <summary>The direct conversation between the bot and this person, made on first use.</summary>
    internal SlackChannel OpenDirect(SlackUser user)
    {
        lock (gate)
        {
            var id = "D" + user.Id[1..];
            if (!direct.TryGetValue(id, out var channel))
                direct[id] = channel = new(id, "") { DirectWith = user.Id, Members = [user.Id] };
            return channel;
        }
    }

    internal IReadOnlyList<SlackChannel> Channels()
    {
        lock (gate)
            return [.. options.Channels, .. direct.Values];
    }

    /// <summary>Everything in a channel that everybody there sees, oldest first.</summary>
    internal IReadOnlyList<SlackMessage> Messages(string channel)
    {
        lock (gate)
            return [.. messages.Values.Where(message => message.Channel == channel && message.OnlyFor is null)];
    }

    internal IReadOnlyList<SlackMessage> Ephemerals(string user)
    {
        lock (gate)
            return [.. messages.Values.Where(message => message.OnlyFor == user)];
    }

    internal SlackMessage? Message(string channel, string? ts)
    {
        lock (gate)
        {
            return ts is not null && messages.TryGetValue(ts, out var message) && message.Channel == channel
                ? message
                : null;
        }
    }

    internal SlackMessage Post(SlackMessage draft)
    {
        SlackMessage message;
        lock (gate)
        {
            message = draft with { Ts = NextTs() };
            messages[message.Ts] = message;
        }

        changes.Tell(new SlackChange.Shown(message));
        return message;
    }

    internal SlackMessage? Change(SlackMessage message, Func<SlackMessage, SlackMessage> change)
    {
        SlackMessage changed;
        lock (gate)
        {
            if (!messages.TryGetValue(message.Ts, out var current))
                return null;
            changed = change(current) with { Revision = current.Revision + 1 };
            messages[message.Ts] = changed;
        }

        changes.Tell(new SlackChange.Shown(changed));
        return changed;
    }

    internal void Remove(SlackMessage message)
    {
        lock (gate)
            messages.Remove(message.Ts);
        changes.Tell(new SlackChange.Removed(message));
    }

    internal string NextTs()
    {
        lock (gate)
        {
            var micros = (clock.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
            lastTs = Math.Max(micros, lastTs + 1);
            return string.Create(CultureInfo.InvariantCulture, $"{lastTs / 1_000_000}.{lastTs % 1_000_000:000000}");
        }
    }
}
