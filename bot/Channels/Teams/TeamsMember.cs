using System.Text.Json;

namespace OpsBot.Bot.Channels.Teams;

/// <summary>A member of a conversation, as Teams tells it.</summary>
/// <param name="Id">What this bot alone knows them by: <c>29:…</c>.</param>
/// <param name="Tenant">The tenant they belong to: in shared channels and as guests another than ours.</param>
/// <param name="Role"><c>user</c>, <c>anonymous</c>, <c>guest</c>; who is of ours is <c>user</c>.</param>
internal sealed record TeamsMember(string Id, string? Tenant, string? Role)
{
    /// <summary>Who they are, everywhere and for good.</summary>
    internal Guid? AadObjectId { get; init; }

    /// <summary>As they are called; untrusted text.</summary>
    internal string Name { get; init; } = "";

    /// <summary>What they sign in with, where the tenant tells it: a guest's has <c>#EXT#</c> in it.</summary>
    internal string? PrincipalName { get; init; }

    internal static TeamsMember Of(JsonElement member)
    {
        // Older services call the object id of Entra by another name.
        var id = member.Text("aadObjectId") ?? member.Text("objectId");
        return new TeamsMember(member.Text("id") ?? "", member.Text("tenantId"), member.Text("userRole"))
        {
            AadObjectId = Guid.TryParseExact(id, "D", out var known) && known != Guid.Empty ? known : null,
            Name = member.Text("name") ?? "",
            PrincipalName = member.Text("userPrincipalName"),
        };
    }
}
