namespace OpsBot.Bot.Channels.Teams.Doctor;

/// <summary>Whether the groups that roles name can be read.</summary>
internal sealed class TeamsGroupsCheck(TeamsDirectory directory) : ICheck
{
    public string About => "Teams groups";

    public async Task<IReadOnlyList<Finding>> LookAsync(CancellationToken cancel)
    {
        if (directory.Named.Count == 0)
            return [];
        try
        {
            await directory.LookAsync(cancel);
            return [new Finding(Grade.Ok, About, $"{directory.Named.Count} that roles name can be read")];
        }
        catch (OutsideException failure)
        {
            return
            [
                new Finding(
                    Grade.Wrong,
                    About,
                    failure.Message,
                    "Nobody has a role by a group until this is mended: API permissions of the app registration, docs/install-teams.md."
                ),
            ];
        }
    }
}
