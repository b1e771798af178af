namespace OpsBot.Bot.Channels.Teams.Doctor;

/// <summary>Whether the bot gets its tokens, and until when what it proves itself with is good.</summary>
internal sealed class TeamsTokenCheck(TeamsTokens tokens, TeamsOptions options, TimeProvider clock) : ICheck
{
    /// <summary>Long enough to get a new one.</summary>
    private static readonly TimeSpan Soon = TimeSpan.FromDays(30);

    public string About => "Teams token";

    public async Task<IReadOnlyList<Finding>> LookAsync(CancellationToken cancel)
    {
        if (options.IsWithoutTokens)
            return [new Finding(Grade.Warn, About, "Mode is WithoutTokens: everybody on this machine is believed")];
        try
        {
            // Anew, since what is kept proves nothing; that there is none now does not mean that the one kept is not good.
            await tokens.TokenAsync(options.TokenScope, anew: true, cancel);
        }
        catch (OutsideException failure) when (failure.Kind is FailureKind.Broken)
        {
            const string Mend = "Look at AppId, TenantId and what the bot proves itself with: docs/install-teams.md.";
            return [new Finding(Grade.Wrong, About, failure.Message, Mend)];
        }

        return [new Finding(Grade.Ok, About, $"given, for {Proof} of {options.AppId}"), .. Certificate()];
    }

    private string Proof =>
        options.ManagedIdentity.Length > 0 ? "the managed identity"
        : options.Certificate.Length > 0 ? "the certificate"
        : "the client secret";

    private IEnumerable<Finding> Certificate()
    {
        if (options.Certificate.Length == 0 || TeamsCertificate.Read(options).Certificate is not { } certificate)
            yield break;
        using (certificate)
        {
            var ends = new DateTimeOffset(certificate.NotAfter.ToUniversalTime());
            var left = ends - clock.GetUtcNow();
            var says = $"ends on {ends:yyyy-MM-dd}";
            yield return left > Soon
                ? new Finding(Grade.Ok, "Teams certificate", says)
                : new Finding(
                    left > TimeSpan.Zero ? Grade.Warn : Grade.Wrong,
                    "Teams certificate",
                    says,
                    "Register a new one beside it, put it into Channels:Teams:Certificate and start the bot anew."
                );
        }
    }
}
