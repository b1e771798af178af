namespace OpsBot.Bot.Channels.Slack.Doctor;

/// <summary>Whether the bot token is valid and for what, and whether the clocks agree.</summary>
internal sealed class SlackTokenCheck(SlackClient client, TimeProvider clock) : ICheck
{
    /// <summary>Requests whose stamps are five minutes off are refused: that must not come as a surprise.</summary>
    private static readonly TimeSpan Much = TimeSpan.FromMinutes(4);

    private static readonly TimeSpan Some = TimeSpan.FromMinutes(1);

    public string About => "Slack token";

    public async Task<IReadOnlyList<Finding>> LookAsync(CancellationToken cancel)
    {
        SlackIdentity identity;
        try
        {
            identity = await client.WhoAmIAsync(cancel);
        }
        catch (OutsideException failure) when (failure.Kind is FailureKind.Broken)
        {
            const string Mend = "Install the app again and set Channels:Slack:BotToken: docs/install-slack.md.";
            return [new Finding(Grade.Wrong, About, failure.Message, Mend)];
        }

        var says = $"valid: workspace {identity.Team} ({identity.TeamId}), bot {identity.UserId} ({identity.BotId})";
        return [new Finding(Grade.Ok, About, says), .. Scopes(identity), .. Clocks(identity)];
    }

    private static IEnumerable<Finding> Scopes(SlackIdentity identity)
    {
        if (identity.Scopes.Count == 0)
            yield break;
        var missing = SlackScopes.All.Except(identity.Scopes, StringComparer.Ordinal).ToList();
        yield return missing.Count == 0
            ? new Finding(Grade.Ok, "Slack scopes", $"all {SlackScopes.All.Count} that are needed are granted")
            : new Finding(
                Grade.Wrong,
                "Slack scopes",
                $"not granted: {string.Join(", ", missing)}",
                "Put the newest manifest into the app's settings and install the app again."
            );
        var more = identity.Scopes.Except(SlackScopes.All, StringComparer.Ordinal).ToList();
        if (more.Count > 0)
            yield return new Finding(
                Grade.Warn,
                "Slack scopes",
                $"granted and not needed: {string.Join(", ", more)}",
                "Less is safer; Slack takes scopes back only when the app is removed and installed anew."
            );
    }

    private IEnumerable<Finding> Clocks(SlackIdentity identity)
    {
        if (identity.At is not { } theirs)
            yield break;
        var off = (clock.GetUtcNow() - theirs).Duration();
        yield return off < Some
            ? new Finding(Grade.Ok, "clock", "agrees with Slack's")
            : new Finding(
                off < Much ? Grade.Warn : Grade.Wrong,
                "clock",
                $"{off.TotalSeconds:0} s off Slack's; at 300 s nothing of Slack's is believed any more",
                "Set the machine's clock by a time server."
            );
    }
}
