using System.Text.Json;
using System.Text.Json.Nodes;

namespace OpsBot.Sandbox.Slack.Api;

/// <summary>files.getUploadURLExternal and files.completeUploadExternal. Source: docs.slack.dev/reference/methods.</summary>
internal sealed class FileMethods(PretendSlackOptions options, Workspace workspace, Files files, Reach reach)
{
    internal IEnumerable<ApiMethod> All =>
        [
            new("files.getUploadURLExternal", Tier.Four, ["files:write"], Announce),
            new("files.completeUploadExternal", Tier.Four, ["files:write"], Complete) { TakesJson = true },
        ];

    private ApiAnswer Announce(ApiArguments arguments)
    {
        if (arguments.Text("filename") is not { Length: > 0 } name)
            return ApiAnswer.Missing("filename");
        if (arguments.Whole("length") is not > 0)
            return ApiAnswer.Missing("length");
        var (file, url) = files.Announce(name, arguments.Whole("length")!.Value);
        return ApiAnswer.Ok(new() { ["upload_url"] = url, ["file_id"] = file.Id });
    }

    private ApiAnswer Complete(ApiArguments arguments)
    {
        if (
            !arguments.TryNested("files", out var given)
            || given is not { ValueKind: JsonValueKind.Array } list
            || list.GetArrayLength() == 0
        )
            return ApiAnswer.Missing("files");
        var asked = list.EnumerateArray().Select(one => (Id: one.Text("id") ?? "", Title: one.Text("title"))).ToList();
        if (!asked.TrueForAll(one => files.IsReady(one.Id)))
            return ApiAnswer.No("file_not_found");
        var channel = workspace.Channel(arguments.Text("channel_id"));
        if (arguments.Has("channel_id") && reach.CannotWrite(channel) is { } no)
            return no;
        var complete = asked.Select(one => files.Complete(one.Id, one.Title)).OfType<SlackFile>().ToList();
        if (channel is not null)
        {
            workspace.Post(
                new(channel.Id, "", options.BotUserId, arguments.Text("initial_comment") ?? "")
                {
                    ThreadTs = arguments.Text("thread_ts"),
                    Files = complete,
                }
            );
        }

        return ApiAnswer.Ok(
            new()
            {
                ["files"] = new JsonArray([
                    .. complete.Select(file => new JsonObject { ["id"] = file.Id, ["title"] = file.Title }),
                ]),
            }
        );
    }
}
