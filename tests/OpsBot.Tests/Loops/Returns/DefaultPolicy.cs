using Microsoft.Extensions.Configuration;
using OpsBot.Loops.Returns;
using OpsBot.Tests.Infrastructure;

namespace OpsBot.Tests.Loops.Returns;

/// <summary>The policy as it ships in appsettings.json.</summary>
internal static class DefaultPolicy
{
    internal static Policy Shipped { get; } = Read(refundOnApprovalUpTo: 0);

    internal static Policy RefundingAtOnce { get; } = Read(refundOnApprovalUpTo: 1_000_000);

    private static Policy Read(decimal refundOnApprovalUpTo) =>
        Policy.From(
            new ConfigurationBuilder()
                .AddJsonFile(Repo.PathTo("appsettings.json"))
                .AddInMemoryCollection([new("Loops:Returns:Limits:RefundOnApprovalUpTo", $"{refundOnApprovalUpTo:0}")])
                .Build()
                .GetSection(Settings.Section)
                .Get<Settings>()!,
            "Sample Shop",
            "EUR"
        );
}
