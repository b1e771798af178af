using System.Text.Json.Nodes;

namespace OpsBot.Tests.Clients;

/// <summary>Who and what is in the playground's team; it wants one who sits before it and exactly five others.</summary>
internal static class PlaygroundPeople
{
    internal const string Tenant = "b28fdbfd-2b78-4f93-b0f8-8881793f0f8f";
    internal const string AppId = "c9e8c047-2a74-40a2-b28a-b162d5f5327c";
    internal const string Bot = "28:" + AppId;
    internal const string Channel = "19:opsdesk0shop@thread.tacv2";

    /// <summary>The chat of Ada and the bot.</summary>
    internal const string Chat = "a:chat-with-ada";

    /// <summary>Sits before it; an agent.</summary>
    internal const string Ada = "29:1ada";

    /// <summary>A lead.</summary>
    internal const string Lea = "29:1lea";

    /// <summary>Another agent.</summary>
    internal const string Gus = "29:1gus";

    /// <summary>Of the company, and without any role.</summary>
    internal const string Cleo = "29:1cleo";

    private static readonly (string Id, string Name, string Person)[] All =
    [
        (Ada, "Ada Agent", "7faf8ab2-3d56-4244-b585-20c8a42ed2b8"),
        (Lea, "Lea Lead", "eddfa9d4-346e-4cce-a18f-fa6261ad776b"),
        (Gus, "Gus Agent", "3a3c4e63-5896-4ed6-8d9e-46bb0f39e6b3"),
        (Cleo, "Cleo Clerk", "0a4b0f52-7a6e-4d0c-9d0a-3a40b9f6a001"),
        ("29:1thea", "Thea Clerk", "2b0f4c0e-6c5b-4b43-9a57-6d0d7c1f6a11"),
        ("29:1finn", "Finn Clerk", "5d5f7f1e-0b0c-4c47-8f0a-1f6f0a9c3b22"),
    ];

    /// <summary>What the playground reads at start; JSON is YAML, too.</summary>
    internal static JsonObject Config =>
        new()
        {
            ["version"] = "0.1.1",
            ["tenantId"] = Tenant,
            ["bot"] = new JsonObject { ["id"] = Bot, ["name"] = "OpsBot" },
            ["currentUser"] = User(All[0]),
            ["users"] = new JsonArray([.. All[1..].Select(User)]),
            ["personalChat"] = new JsonObject { ["id"] = Chat },
            ["groupChat"] = new JsonObject { ["id"] = "19:group0shop@thread.v2", ["name"] = "Group" },
            ["team"] = new JsonObject
            {
                ["id"] = "19:general0shop@thread.tacv2",
                ["name"] = "Pretend shop",
                ["aadGroupId"] = "5f0c7a40-9c3c-4d1b-8f0e-52d7b6a6a001",
                ["channels"] = new JsonArray(new JsonObject { ["id"] = Channel, ["name"] = "ops" }),
            },
        };

    /// <summary>Somebody as the bot's settings name them.</summary>
    internal static string PersonOf(string user) => "teams:" + All.Single(one => one.Id == user).Person;

    private static JsonObject User((string Id, string Name, string Person) one) =>
        new()
        {
            ["id"] = one.Id,
            ["name"] = one.Name,
            // Its own spelling.
            ["userPrincipleName"] = one.Id[4..] + "@shop.example",
            ["aadObjectId"] = one.Person,
            ["givenName"] = one.Name.Split(' ')[0],
            ["surname"] = one.Name.Split(' ')[1],
            ["email"] = one.Id[4..] + "@shop.example",
        };
}
