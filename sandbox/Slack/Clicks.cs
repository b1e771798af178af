using System.Text.Json;
using System.Text.Json.Nodes;
using OpsBot.Sandbox.Slack.BlockKit;

namespace OpsBot.Sandbox.Slack;

/// <summary>Turns a click into Slack's block_actions request. Source: docs.slack.dev/reference/interaction-payloads/block_actions-payload.</summary>
internal sealed class Clicks(Workspace workspace, Screens screens, Payloads payloads, BotLine line)
{
    internal async Task<ClickReply> SendAsync(Click click, CancellationToken stop)
    {
        var user = workspace.ActiveUser(click.User);
        var payload = click.ViewId is null ? InMessage(click, user) : InView(click, user);
        var answer = await line.InteractAsync(payload, stop);
        return new(answer.Status, answer.Error);
    }

    private JsonObject InMessage(Click click, SlackUser user)
    {
        var message =
            workspace.Message(click.Channel!, click.Ts)
            ?? throw new InvalidOperationException($"there is no message {click.Ts} in {click.Channel}");
        if (message.OnlyFor is { } only && only != user.Id)
            throw new InvalidOperationException($"{user.Id} does not see the message {click.Ts}");
        var isEphemeral = message.OnlyFor is not null;
        var channel = workspace.Channel(message.Channel)!;
        var container = new JsonObject
        {
            ["type"] = "message",
            ["message_ts"] = message.Ts,
            ["channel_id"] = message.Channel,
            ["is_ephemeral"] = isEphemeral,
        };
        if (message.IsReply)
            container["thread_ts"] = message.ThreadTs;
        var payload = payloads.Envelope("block_actions", user);
        payload["container"] = container;
        payload["trigger_id"] = line.Trigger(user.Id);
        payload["channel"] = Payloads.ChannelName(channel);
        if (!isEphemeral)
            payload["message"] = payloads.Message(message, withMetadata: true);
        payload["state"] = new JsonObject { ["values"] = click.Fields.StateOf(message.Blocks) };
        payload["response_url"] = line.ResponseUrl(user.Id, message.Channel, message);
        payload["actions"] = new JsonArray(Action(click, message.Blocks));
        return payload;
    }

    private JsonObject InView(Click click, SlackUser user)
    {
        var view =
            screens.Views.Of(user.Id).Append(screens.Homes.Of(user.Id)).FirstOrDefault(open => open?.Id == click.ViewId)
            ?? throw new InvalidOperationException($"{user.Id} has no view {click.ViewId} open");
        var payload = payloads.Envelope("block_actions", user);
        payload["container"] = new JsonObject { ["type"] = "view", ["view_id"] = view.Id };
        payload["trigger_id"] = line.Trigger(user.Id, view.Id);
        payload["view"] = payloads.View(view, click.Fields.StateOf(view.Blocks));
        payload["actions"] = new JsonArray(Action(click, view.Blocks));
        return payload;
    }

    private JsonObject Action(Click click, JsonElement blocks)
    {
        var (blockId, element) = Find(click, blocks);
        var action = new JsonObject { ["action_id"] = click.ActionId, ["block_id"] = blockId };
        foreach (var name in (string[])["text", "value", "style", "url", "placeholder", "confirm"])
        {
            if (element.Has(name))
                action[name] = Payloads.Node(element.GetProperty(name));
        }

        if (FieldValues.Selection(element, click.Chosen) is { } selection)
            action[selection.Name] = selection.Value;
        action["type"] = element.Text("type");
        action["action_ts"] = workspace.NextTs();
        return action;
    }

    private static (string BlockId, JsonElement Element) Find(Click click, JsonElement blocks)
    {
        foreach (var block in BlockCheck.Flat(blocks))
        {
            var blockId = block.Text("block_id")!;
            if (click.BlockId is not null && click.BlockId != blockId)
                continue;
            foreach (var element in BlockCheck.ElementsOf(block))
            {
                if (element.Text("action_id") == click.ActionId)
                    return (blockId, element);
            }
        }

        throw new InvalidOperationException($"there is no {click.ActionId} to click");
    }
}
