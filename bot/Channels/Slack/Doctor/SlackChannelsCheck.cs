using System.Text.Json;

namespace OpsBot.Bot.Channels.Slack.Doctor;

/// <summary>Whether the bot can post wherever loops want it to.</summary>
internal sealed class SlackChannelsCheck(SlackClient client, SlackOptions options, LoopList loops) : ICheck
{
    public string About => "Slack channels";

    public async Task<IReadOnlyList<Finding>> LookAsync(CancellationToken cancel)
    {
        var channels = loops
            .All.SelectMany(loop => loop.Channels)
            .Where(channel => channel.StartsWith(SlackChannel.Prefix, StringComparison.Ordinal))
            .Select(channel => channel[SlackChannel.Prefix.Length..])
            .Append(options.Channel)
            .Distinct(StringComparer.Ordinal);
        return await Task.WhenAll(channels.Select(channel => LookAsync(channel, cancel)));
    }

    private async Task<Finding> LookAsync(string id, CancellationToken cancel)
    {
        var about = $"Slack channel {id}";
        var answer = await client.ChannelAsync(id, cancel);
        if (answer.Error == "missing_scope")
            return new Finding(Grade.Warn, about, "cannot be looked at: the scopes channels:read and groups:read lack");
        if (answer.Error is not null || !answer.Body.TryGetProperty("channel", out var channel))
            return new Finding(
                Grade.Wrong,
                about,
                "does not exist, or is private and the bot is not in it",
                "Correct the id, or invite the bot there: /invite @OpsBot"
            );
        if (Is(channel, "is_archived"))
            return new Finding(
                Grade.Wrong,
                about,
                "is archived",
                "Name another channel, or take it out of the archive."
            );
        return Is(channel, "is_member")
            ? new Finding(Grade.Ok, about, "exists, and the bot is in it")
            : new Finding(Grade.Wrong, about, "the bot is not in it", "Invite it there: /invite @OpsBot");
    }

    private static bool Is(JsonElement channel, string what) =>
        channel.TryGetProperty(what, out var value) && value.ValueKind is JsonValueKind.True;
}
