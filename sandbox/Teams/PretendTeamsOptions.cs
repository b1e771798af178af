using System.Security.Cryptography.X509Certificates;

namespace OpsBot.Sandbox.Teams;

/// <summary>Who is in the pretend tenant, what the bot is registered as, and where it listens.</summary>
internal sealed class PretendTeamsOptions
{
    /// <summary>The bot's address; its door is <c>api/messages</c> below it.</summary>
    internal Uri BotUrl { get; set; } = new("http://127.0.0.1:5100/");

    internal string AppId { get; set; } = "c9e8c047-2a74-40a2-b28a-b162d5f5327c";

    internal string ClientSecret { get; set; } = "sandbox~client~secret";

    internal string TenantId { get; set; } = "b28fdbfd-2b78-4f93-b0f8-8881793f0f8f";

    internal string OtherTenantId { get; set; } = "72f988bf-86f1-41af-91ab-2d7cd011db47";

    internal string BotName { get; set; } = "OpsBot";

    internal string BotAccount => $"28:{AppId}";

    internal string Issuer { get; set; } = "https://api.botframework.com";

    internal string Scope { get; set; } = "https://api.botframework.com/.default";

    /// <summary>What tokens for Graph are asked for with; neither door takes a token of the other.</summary>
    internal string GraphScope { get; set; } = "https://graph.microsoft.com/.default";

    /// <summary>The certificate that may stand in for the secret, where one is registered.</summary>
    internal X509Certificate2? Certificate { get; set; }

    /// <summary>What an administrator consented to, for Graph.</summary>
    internal ISet<string> GraphPermissions { get; } =
        new HashSet<string>(["User.Read.All", "GroupMember.Read.All"], StringComparer.Ordinal);

    /// <summary>Groups of the tenant, each with the object ids of the people and the groups in it.</summary>
    internal IDictionary<string, IReadOnlyCollection<string>> Groups { get; } =
        new Dictionary<string, IReadOnlyCollection<string>>(StringComparer.OrdinalIgnoreCase);

    /// <summary>The tenant is answered there and nowhere else, as those of other clouds are; named in the refusal.</summary>
    internal Uri? MovedTo { get; set; }

    /// <summary>The team's id is its General channel's.</summary>
    internal string TeamId { get; set; } = "19:general0shop@thread.tacv2";

    internal string TeamName { get; set; } = "Pretend shop";

    /// <summary>The team's group in Entra.</summary>
    internal string TeamGroupId { get; set; } = "da849743-4259-475f-ae7a-4f4b0fb49943";

    internal string ChannelName { get; set; } = "ops-desk";

    internal string ChannelId { get; set; } = "19:opsdesk0shop@thread.tacv2";

    internal IList<TeamsUser> Users { get; } =
    [
        new("29:1agent", "Ops agent", "7faf8ab2-3d56-4244-b585-20c8a42ed2b8"),
        new("29:1lead", "Ops lead", "eddfa9d4-346e-4cce-a18f-fa6261ad776b"),
        new("29:1guest", "Somebody else (may not decide)", "3a3c4e63-5896-4ed6-8d9e-46bb0f39e6b3") { Role = "guest" },
        new("29:1anonymous", "Somebody without a name", null) { Role = "anonymous" },
        new("29:1partner", "Somebody at the supplier", "2b0f4c0e-6c5b-4b43-9a57-6d0d7c1f6a11")
        {
            IsOfOtherTenant = true,
        },
    ];

    internal TeamsLimits Limits { get; } = new();

    /// <summary>So large may a message be, in bytes of UTF-16.</summary>
    internal int MostBytes { get; set; } = 28_000;

    /// <summary>How long a token of the bot's lasts.</summary>
    internal TimeSpan TokenLasts { get; set; } = TimeSpan.FromHours(1);

    /// <summary>How long the bot has to answer.</summary>
    internal TimeSpan AnswerWithin { get; set; } = TimeSpan.FromSeconds(10);
}

/// <summary>Somebody in the pretend tenant, or a guest in it.</summary>
/// <param name="Account">What the bot knows them by.</param>
/// <param name="Name">As they are called.</param>
/// <param name="AadObjectId">Their object id in Entra, where they have one.</param>
internal sealed record TeamsUser(string Account, string Name, string? AadObjectId)
{
    /// <summary><c>user</c>, <c>guest</c> or <c>anonymous</c>.</summary>
    internal string Role { get; init; } = "user";

    /// <summary>In a shared channel people of other tenants speak, too.</summary>
    internal bool IsOfOtherTenant { get; init; }

    /// <summary>Their mail address, where the tenant tells it; since 2022 it need not.</summary>
    internal string? Email { get; init; }

    /// <summary>What they sign in with, where it is not their mail address: a guest's has <c>#EXT#</c> in it.</summary>
    internal string? PrincipalName { get; init; }

    /// <summary>The id of the conversation with them alone.</summary>
    internal string Chat => "a:chat-with-" + Account[3..];
}

/// <summary>How many calls a conversation takes, each in its seconds; learn.microsoft.com, rate-limit.</summary>
internal sealed class TeamsLimits
{
    internal IReadOnlyList<(int Calls, int Seconds)> Sends { get; set; } = [(7, 1), (8, 2), (60, 30), (1800, 3600)];

    /// <summary>For the app in one tenant, all conversations together.</summary>
    internal int CallsPerSecond { get; set; } = 50;

    internal IReadOnlyList<(int Calls, int Seconds)> Reads { get; set; } = [(14, 1), (16, 2), (120, 30), (3600, 3600)];
}
