namespace OpsBot.Bot.Settings;

/// <summary>The settings are not fit to start with.</summary>
/// <param name="problems">All that is wrong.</param>
internal sealed class SettingsException(IReadOnlyList<SettingProblem> problems)
    : Exception("The settings are not complete.")
{
    internal IReadOnlyList<SettingProblem> Problems => problems;

    /// <summary>All of it, for the one who starts the bot.</summary>
    internal string Explain() =>
        $"""
            OpsBot cannot start: {problems.Count} {(problems.Count == 1 ? "setting needs" : "settings need")} attention.

            {string.Join("\n", problems.Select(problem => $"  {problem.Key}\n      {problem.Says}"))}

            Settings come from appsettings.json, from user-secrets, from files in the folder that SecretsDirectory names, and from
            the environment (with __ between the parts: Connectors__Shopify__ShopDomain). README.md, "Going live", goes through them.

            To see OpsBot at work without any of this: dotnet run --project sandbox
            """;
}
