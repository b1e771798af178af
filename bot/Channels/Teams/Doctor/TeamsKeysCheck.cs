namespace OpsBot.Bot.Channels.Teams.Doctor;

/// <summary>Whether it can be known which keys Teams signs with: else nothing that people click or type is believed.</summary>
internal sealed class TeamsKeysCheck(TeamsKeys keys, TeamsOptions options) : ICheck
{
    public string About => "Teams keys";

    public async Task<IReadOnlyList<Finding>> LookAsync(CancellationToken cancel)
    {
        if (options.IsWithoutTokens)
            return [];
        var mend = $"Let the bot reach {options.OpenIdMetadataUrl.Host} and what it names: firewall, proxy, DNS.";
        try
        {
            var count = await keys.CountAsync(cancel);
            return count > 0
                ? [new Finding(Grade.Ok, About, $"{count} sign for Teams, named at {options.OpenIdMetadataUrl.Host}")]
                : [new Finding(Grade.Wrong, About, "none that is named signs for Teams", "Correct OpenIdMetadataUrl.")];
        }
        catch (OutsideException failure)
        {
            return [new Finding(Grade.Wrong, About, failure.Message, mend)];
        }
    }
}
