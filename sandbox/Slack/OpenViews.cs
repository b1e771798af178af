using System.Security.Cryptography;
using System.Text.Json;
using OpsBot.Sandbox.Slack.BlockKit;

namespace OpsBot.Sandbox.Slack;

/// <summary>The modals open before each person: a stack of three at most.</summary>
internal sealed class OpenViews(Changes changes)
{
    internal const int MaxStack = 3;
    private readonly Lock gate = new();
    private readonly Dictionary<string, List<SlackView>> stacks = new(StringComparer.Ordinal);

    /// <summary>Bottom first: the last one is what the person sees.</summary>
    internal IReadOnlyList<SlackView> Of(string user)
    {
        lock (gate)
            return [.. stacks.GetValueOrDefault(user) ?? []];
    }

    internal SlackView? Find(string? viewId, string? externalId)
    {
        lock (gate)
        {
            return stacks
                .Values.SelectMany(stack => stack)
                .FirstOrDefault(view =>
                    viewId is not null ? view.Id == viewId : view.Content.Text("external_id") == externalId
                );
        }
    }

    /// <summary>Shows a first modal; what was open before that person is gone.</summary>
    internal SlackView Open(string user, JsonElement content)
    {
        var id = NewId();
        return Put(user, new(id, user, id, null) { Content = Fill(content), Hash = NewHash() }, above: 0);
    }

    /// <summary>Shows a modal on top of the ones that are open.</summary>
    internal SlackView Push(SlackView below, JsonElement content) =>
        Put(
            below.User,
            new(NewId(), below.User, below.RootId, below.Id) { Content = Fill(content), Hash = NewHash() },
            above: Of(below.User).Count
        );

    /// <summary>Null when it was closed in the meantime.</summary>
    internal SlackView? Update(string viewId, JsonElement content) =>
        Change(
            viewId,
            view =>
                view with
                {
                    Content = Fill(content),
                    Hash = NewHash(),
                    Errors = SlackView.EmptyErrors,
                    Trouble = null,
                }
        );

    internal SlackView? Mark(string viewId, IReadOnlyDictionary<string, string> errors, string? trouble) =>
        Change(viewId, view => view with { Errors = errors, Trouble = trouble });

    /// <summary>Takes the view away, and everything above it; all of them when <paramref name="wholeStack"/>.</summary>
    internal void Close(SlackView view, bool wholeStack)
    {
        lock (gate)
        {
            if (!stacks.TryGetValue(view.User, out var stack))
                return;
            var from = wholeStack ? 0 : stack.FindIndex(open => open.Id == view.Id);
            if (from < 0)
                return;
            stack.RemoveRange(from, stack.Count - from);
        }

        changes.Tell(new SlackChange.ViewsOf(view.User));
    }

    private SlackView Put(string user, SlackView view, int above)
    {
        lock (gate)
        {
            if (!stacks.TryGetValue(user, out var stack))
                stacks[user] = stack = [];
            stack.RemoveRange(above, stack.Count - above);
            stack.Add(view);
        }

        changes.Tell(new SlackChange.ViewsOf(user));
        return view;
    }

    private SlackView? Change(string viewId, Func<SlackView, SlackView> change)
    {
        SlackView changed;
        lock (gate)
        {
            var stack = stacks.Values.FirstOrDefault(one => one.Exists(view => view.Id == viewId));
            if (stack is null)
                return null;
            var index = stack.FindIndex(view => view.Id == viewId);
            stack[index] = changed = change(stack[index]);
        }

        changes.Tell(new SlackChange.ViewsOf(changed.User));
        return changed;
    }

    internal static JsonElement Fill(JsonElement content)
    {
        var view = System.Text.Json.Nodes.JsonObject.Create(content)!;
        view["blocks"] = System.Text.Json.Nodes.JsonArray.Create(BlockIds.Fill(content.GetProperty("blocks")));
        return JsonSerializer.SerializeToElement(view);
    }

    internal static string NewId() => "V0" + Convert.ToHexString(RandomNumberGenerator.GetBytes(5));

    internal static string NewHash() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));
}
