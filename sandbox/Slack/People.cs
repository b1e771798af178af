namespace OpsBot.Sandbox.Slack;

/// <summary>Who is in the workspace and in which groups, as it stands now: people come, go and are let go.</summary>
internal sealed class People(PretendSlackOptions options)
{
    private readonly Lock gate = new();

    internal IReadOnlyList<SlackUser> All
    {
        get
        {
            lock (gate)
                return [.. options.Users];
        }
    }

    internal SlackUser? Find(string? id) => All.FirstOrDefault(user => user.Id == id);

    internal UserGroup? Group(string id)
    {
        lock (gate)
        {
            return options.UserGroups.TryGetValue(id, out var members)
                ? new(id, members) { IsDisabled = options.DisabledGroups.Contains(id) }
                : null;
        }
    }

    /// <summary>Somebody new, or somebody changed.</summary>
    internal void Put(SlackUser user)
    {
        lock (gate)
        {
            if (options.Users.FirstOrDefault(old => old.Id == user.Id) is { } before)
                options.Users[options.Users.IndexOf(before)] = user;
            else
                options.Users.Add(user);
        }
    }

    internal void Change(string id, Func<SlackUser, SlackUser> change) =>
        Put(change(Find(id) ?? throw new InvalidOperationException($"there is no {id} in the pretend workspace")));

    internal void Deactivate(string id) => Change(id, user => user with { IsDeactivated = true });

    internal void Put(UserGroup group)
    {
        lock (gate)
        {
            options.UserGroups[group.Id] = group.Members;
            if (group.IsDisabled)
                options.DisabledGroups.Add(group.Id);
            else
                options.DisabledGroups.Remove(group.Id);
        }
    }
}
