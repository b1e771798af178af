using System.Text.Json.Nodes;

namespace OpsBot.Sandbox.Slack;

/// <summary>Writes people and channels the way Slack writes them.</summary>
internal sealed class Profiles(PretendSlackOptions options, TimeProvider clock)
{
    internal static JsonObject Channel(SlackChannel channel)
    {
        var json = new JsonObject
        {
            ["id"] = channel.Id,
            ["created"] = 1_449_252_889,
            ["is_im"] = channel.DirectWith is not null,
            ["is_archived"] = channel.IsArchived,
            ["is_private"] = channel.IsPrivate || channel.DirectWith is not null,
            ["is_mpim"] = false,
            ["is_ext_shared"] = channel.IsExtShared,
        };
        if (channel.DirectWith is not null)
        {
            json["user"] = channel.DirectWith;
            return json;
        }

        json["name"] = channel.Name;
        json["name_normalized"] = channel.Name;
        json["is_channel"] = !channel.IsPrivate;
        json["is_group"] = channel.IsPrivate;
        json["is_general"] = false;
        json["is_shared"] = channel.IsExtShared;
        json["is_member"] = channel.HasBot;
        json["topic"] = new JsonObject
        {
            ["value"] = "",
            ["creator"] = "",
            ["last_set"] = 0,
        };
        json["purpose"] = new JsonObject
        {
            ["value"] = "",
            ["creator"] = "",
            ["last_set"] = 0,
        };
        return json;
    }

    internal JsonObject User(SlackUser user)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(user.TimeZone);
        return new()
        {
            ["id"] = user.Id,
            ["team_id"] = user.OtherTeamId ?? options.TeamId,
            ["name"] = HandleOf(user),
            ["deleted"] = user.IsDeactivated,
            ["real_name"] = user.Name,
            ["tz"] = user.TimeZone,
            ["tz_label"] = zone.StandardName,
            ["tz_offset"] = (int)zone.GetUtcOffset(clock.GetUtcNow()).TotalSeconds,
            ["profile"] = Profile(user),
            ["is_admin"] = false,
            ["is_owner"] = false,
            ["is_restricted"] = user.IsGuest || user.IsUltraRestricted,
            ["is_ultra_restricted"] = user.IsUltraRestricted,
            ["is_stranger"] = user is { OtherTeamId: not null, SharesChannel: false },
            ["is_bot"] = false,
            ["is_app_user"] = false,
            ["updated"] = 1_502_138_686,
        };
    }

    internal string EmailOf(SlackUser user) => user.Email ?? $"{HandleOf(user)}@{options.TeamDomain}.example";

    /// <summary>Addresses are only for apps that were granted them, and never those of other companies.</summary>
    private JsonObject Profile(SlackUser user)
    {
        var profile = new JsonObject
        {
            ["real_name"] = user.Name,
            ["display_name"] = user.Name,
            ["team"] = user.OtherTeamId ?? options.TeamId,
        };
        if (options.Scopes.Contains("users:read.email") && user.OtherTeamId is null)
            profile["email"] = EmailOf(user);
        return profile;
    }

    internal JsonObject Bot() =>
        new()
        {
            ["id"] = options.BotUserId,
            ["team_id"] = options.TeamId,
            ["name"] = options.BotName,
            ["deleted"] = false,
            ["real_name"] = options.BotName,
            ["tz"] = "UTC",
            ["tz_label"] = "Coordinated Universal Time",
            ["tz_offset"] = 0,
            ["profile"] = new JsonObject { ["real_name"] = options.BotName, ["display_name"] = options.BotName },
            ["is_bot"] = true,
            ["is_app_user"] = false,
        };

    /// <summary>The login name: lower case, no spaces.</summary>
    internal static string HandleOf(SlackUser user) =>
        string.Concat(user.Name.ToLowerInvariant().Where(letter => char.IsLetterOrDigit(letter) || letter == ' '))
            .Trim()
            .Replace(' ', '.');
}
