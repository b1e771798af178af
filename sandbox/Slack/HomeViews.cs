using System.Text.Json;

namespace OpsBot.Sandbox.Slack;

/// <summary>What the app's home shows to each person; nothing before the app published it.</summary>
internal sealed class HomeViews(Changes changes)
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, SlackView> byUser = new(StringComparer.Ordinal);

    internal SlackView? Of(string user)
    {
        lock (gate)
            return byUser.GetValueOrDefault(user);
    }

    internal SlackView? Find(string? viewId, string? externalId)
    {
        lock (gate)
        {
            return byUser.Values.FirstOrDefault(view =>
                viewId is not null ? view.Id == viewId : view.Content.Text("external_id") == externalId
            );
        }
    }

    /// <summary>Puts it in place of what the person saw; the view keeps its id.</summary>
    /// <returns>Null when the hash is not that of what the person sees now.</returns>
    internal SlackView? Publish(string user, JsonElement content, string? hash)
    {
        SlackView view;
        lock (gate)
        {
            var before = byUser.GetValueOrDefault(user);
            if (hash is not null && before is not null && before.Hash != hash)
                return null;
            var id = before?.Id ?? OpenViews.NewId();
            byUser[user] = view = new(id, user, id, null)
            {
                Content = OpenViews.Fill(content),
                Hash = OpenViews.NewHash(),
            };
        }

        changes.Tell(new SlackChange.Home(user));
        return view;
    }
}
