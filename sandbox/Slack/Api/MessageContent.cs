using System.Text.Json;
using OpsBot.Sandbox.Slack.BlockKit;

namespace OpsBot.Sandbox.Slack.Api;

/// <summary>The text, blocks and metadata of a call, checked as Slack checks them; absent parts stay null.</summary>
internal sealed record MessageContent(string? Text, JsonElement? Blocks, JsonElement? Metadata)
{
    private const int MaxText = 40_000;
    private const int MaxMarkdown = 12_000;

    internal static (MessageContent? Content, ApiAnswer? No) Read(ApiArguments arguments, SlackLimits limits)
    {
        if (!arguments.TryNested("blocks", out var blocks) || blocks is { ValueKind: not JsonValueKind.Array })
            return (null, ApiAnswer.No("invalid_blocks_format"));
        var text = arguments.Text("text");
        if (arguments.Text("markdown_text") is { } markdown)
        {
            if (text is not null || blocks is not null)
                return (null, ApiAnswer.No("markdown_text_conflict"));
            if (markdown.Length > MaxMarkdown)
                return (null, ApiAnswer.No("msg_too_long"));
            text = markdown;
        }

        if (blocks is { } given && CheckBlocks(given, limits) is { } no)
            return (null, no);
        if (
            !arguments.TryNested("metadata", out var metadata)
            || (metadata is { } data && !MetadataCheck.IsWellFormed(data))
        )
            return (null, ApiAnswer.No("invalid_metadata_format"));
        if (metadata is { } big && MetadataCheck.IsTooLarge(big))
            return (null, ApiAnswer.No("metadata_too_large"));
        return (new(Cut(text), blocks is { } good ? BlockIds.Fill(good) : null, metadata), null);
    }

    private static ApiAnswer? CheckBlocks(JsonElement blocks, SlackLimits limits)
    {
        var wrong = BlockCheck.Message(blocks);
        if (wrong.Any(reason => reason.StartsWith(BlockCheck.OnlyOneTable, StringComparison.Ordinal)))
            return ApiAnswer.No("invalid_attachments", wrong);
        if (wrong.Count > 0)
            return ApiAnswer.No("invalid_blocks", wrong);
        return JsonSerializer.Serialize(blocks).Length > limits.MaxBlockCharacters
            ? ApiAnswer.No("msg_blocks_too_long")
            : null;
    }

    private static string? Cut(string? text) => text?.Length > MaxText ? text[..MaxText] : text;
}
