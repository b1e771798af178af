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
            var missing = await directory.LookAsync(cancel);
            if (missing.Count > 0)
                return
                [
                    .. missing.Select(group => new Finding(
                        Grade.Wrong,
                        $"Teams group {group}",
                        "there is none of that id in the tenant",
                        "Correct the id in the roles that name it: nobody is in them by it."
                    )),
                ];
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
