using System.Text.Json;
using System.Text.Json.Nodes;
using static OpsBot.Bot.Channels.Slack.SlackBlocks;

namespace OpsBot.Bot.Channels.Slack.Forms;

/// <summary>
/// Opens something before the person who clicked. Slack gives three seconds for that and not one more, so an empty view is
/// opened first and filled when what belongs into it is there.
/// </summary>
internal sealed class SlackPanel(SlackClient client)
{
    private static readonly SlackMessage TooSlow = SlackSayings.Told("That took too long. Please click again.");

    /// <summary>Opens it; on top of the view the click was in, where it was in one.</summary>
    /// <param name="payload">The click, shortcut or command.</param>
    /// <param name="fill">What goes into it.</param>
    /// <param name="cancel">Stops it.</param>
    /// <returns>What the person is to be told instead, where it could not be opened.</returns>
    internal async Task<SlackReply> OpenAsync(
        JsonElement payload,
        Func<CancellationToken, Task<JsonObject>> fill,
        CancellationToken cancel
    )
    {
        var filling = fill(cancel);
        var (view, isWhole) = filling.IsCompletedSuccessfully ? (await filling, true) : (Waiting(), false);
        var opened = await ShowAsync(payload, view, cancel);
        if (opened.Error is not null)
            return SlackReply.Tell(TooSlow);
        if (!isWhole && opened.Body.Text("view", "id") is { } id)
            await client.UpdateViewAsync(id, await FilledAsync(filling), cancel);
        return SlackReply.Nothing;
    }

    /// <summary>
    /// Opens an empty view, does something, and shows what came of it: nothing is done where it could not be told.
    /// </summary>
    /// <inheritdoc cref="OpenAsync"/>
    internal async Task<SlackReply> DoAsync(
        JsonElement payload,
        Func<CancellationToken, Task<JsonObject>> act,
        CancellationToken cancel
    )
    {
        var opened = await ShowAsync(payload, Waiting(), cancel);
        if (opened.Error is not null || opened.Body.Text("view", "id") is not { } id)
            return SlackReply.Tell(TooSlow);
        await client.UpdateViewAsync(id, await FilledAsync(act(cancel)), cancel);
        return SlackReply.Nothing;
    }

    /// <summary>A view that only shows something.</summary>
    /// <param name="title">At most 24 letters are shown.</param>
    /// <param name="blocks">What it shows.</param>
    internal static JsonObject Show(string title, IEnumerable<JsonNode> blocks) =>
        new()
        {
            ["type"] = "modal",
            ["title"] = Plain(ChatText.Cut(title, 24)),
            ["close"] = Plain("Close"),
            ["blocks"] = new JsonArray([.. blocks]),
        };

    /// <summary>A view that is filled in and sent.</summary>
    /// <param name="callback">Who takes it.</param>
    /// <param name="title">At most 24 letters are shown.</param>
    /// <param name="submit">What the button says that sends it; at most 24 letters.</param>
    /// <param name="about">What the handler needs to know again; ids only.</param>
    /// <param name="blocks">What is asked.</param>
    internal static JsonObject Ask(
        string callback,
        string title,
        string submit,
        JsonObject about,
        IEnumerable<JsonNode> blocks
    )
    {
        var view = Show(title, blocks);
        view["callback_id"] = callback;
        view["submit"] = Plain(ChatText.Cut(submit, 24));
        view["close"] = Plain("Not yet");
        view["private_metadata"] = SlackJson.Write(about);
        return view;
    }

    private Task<SlackAnswer> ShowAsync(JsonElement payload, JsonObject view, CancellationToken cancel) =>
        client.OpenViewAsync(
            payload.Text("trigger_id") ?? "",
            view,
            isOnTop: payload.Text("view", "type") == "modal",
            cancel
        );

    private static async Task<JsonObject> FilledAsync(Task<JsonObject> filling)
    {
        try
        {
            return await filling;
        }
        catch (Exception failure) when (failure is OutsideException or StoreException)
        {
            var why = ChatText.Cut($"This could not be read, please try again. {failure.Message}", 500);
            return Show("OpsBot", [PlainSection(why)]);
        }
    }

    private static JsonObject Waiting() => Show("OpsBot", [PlainSection("One moment…")]);
}
