using System.Collections.Immutable;
using System.Globalization;

namespace OpsBot.Sandbox.Slack;

/// <summary>
/// The state of the pretend workspace: people, conversations and messages. A ts is unique in the workspace and grows, so it is
/// unique and ordered in every channel.
/// </summary>
internal sealed class Workspace(PretendSlackOptions options, People people, TimeProvider clock, Changes changes)
{
    private readonly Lock gate = new();
    private readonly SortedDictionary<string, SlackMessage> messages = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SlackChannel> direct = new(StringComparer.Ordinal);
    private ImmutableList<SlackChannel> channels = [.. options.Channels];
    private long lastTs;

    internal SlackUser? User(string? id) => people.Find(id);

    /// <summary>Somebody who can use the app right now.</summary>
    internal SlackUser ActiveUser(string id) =>
        User(id) is { IsDeactivated: false } user
            ? user
            : throw new InvalidOperationException($"{id} is not an active user of the pretend workspace");

    internal SlackChannel? Channel(string? id)
    {
        lock (gate)
        {
            return channels.Find(channel => channel.Id == id) ?? (id is null ? null : direct.GetValueOrDefault(id));
        }
    }

    internal IReadOnlyList<string> Members(SlackChannel channel)
    {
        var members = channel.Members ?? [.. people.All.Where(user => IsHere(user, channel)).Select(user => user.Id)];
        return channel.HasBot ? [.. members, options.BotUserId] : members;
    }

    /// <summary>Guests of a single channel are elsewhere, and other companies only in what is shared with them.</summary>
    private static bool IsHere(SlackUser user, SlackChannel channel) =>
        user is { IsDeactivated: false, IsUltraRestricted: false } && (user.OtherTeamId is null || channel.IsExtShared);

    /// <summary>The direct conversation between the bot and this person, made on first use.</summary>
    internal SlackChannel OpenDirect(SlackUser user)
    {
        lock (gate)
        {
            var id = DirectId(user.Id);
            if (!direct.TryGetValue(id, out var channel))
                direct[id] = channel = new(id, "") { DirectWith = user.Id, Members = [user.Id] };
            return channel;
        }
    }

    internal static string DirectId(string user) => "D" + user[1..];

    internal IReadOnlyList<SlackChannel> Channels()
    {
        lock (gate)
            return [.. channels, .. direct.Values];
    }

    /// <summary>A new channel, or one that was changed: archived, joined, left.</summary>
    internal void Put(SlackChannel channel)
    {
        lock (gate)
            channels = channels.RemoveAll(old => old.Id == channel.Id).Add(channel);
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
        SlackMessage? current;
        lock (gate)
        {
            if (!messages.TryGetValue(message.Ts, out current))
                return null;
            changed = change(current) with { Revision = current.Revision + 1 };
            messages[message.Ts] = changed;
        }

        changes.Tell(new SlackChange.Shown(changed, current));
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
