using System.Collections.Immutable;

namespace OpsBot.Sandbox.Slack;

/// <summary>Who is in the workspace and in which groups, as it stands now: people come, go and are let go.</summary>
internal sealed class People(PretendSlackOptions options)
{
    private readonly Lock gate = new();
    private ImmutableList<SlackUser> users = [.. options.Users];
    private ImmutableDictionary<string, UserGroup> groups = options.UserGroups.ToImmutableDictionary(
        group => group.Key,
        group => new UserGroup(group.Key, group.Value),
        StringComparer.Ordinal
    );

    internal IReadOnlyList<SlackUser> All => users;

    internal SlackUser? Find(string? id) => users.Find(user => user.Id == id);

    internal UserGroup? Group(string id) => groups.GetValueOrDefault(id);

    /// <summary>Somebody new, or somebody changed.</summary>
    internal void Put(SlackUser user)
    {
        lock (gate)
            users = users.RemoveAll(old => old.Id == user.Id).Add(user);
    }

    internal void Change(string id, Func<SlackUser, SlackUser> change) =>
        Put(change(Find(id) ?? throw new InvalidOperationException($"there is no {id} in the pretend workspace")));

    internal void Deactivate(string id) => Change(id, user => user with { IsDeactivated = true });

    internal void Put(UserGroup group)
    {
        lock (gate)
            groups = groups.SetItem(group.Id, group);
    }
}
