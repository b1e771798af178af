using System.Text.Json.Nodes;
using static OpsBot.Bot.Channels.Slack.SlackBlocks;

namespace OpsBot.Bot.Channels.Slack;

/// <summary>A line in Slack: the moment in the reader's zone, words that stay words, and the person by mention.</summary>
internal static class SlackLines
{
    /// <summary>The line as rich text.</summary>
    /// <param name="line">The line.</param>
    /// <param name="most">How much room each of its texts gets.</param>
    internal static IEnumerable<JsonNode> Words(Line line, int most)
    {
        if (line.At is { } at)
        {
            yield return Moment(at);
            yield return Text("  ");
        }

        if (line.To is { } to)
        {
            yield return Person(to);
            yield return Text(" ");
        }

        if (line.By is not { } by)
        {
            yield return Text(Fit(line.Text + line.Rest, most));
            yield break;
        }

        yield return Text(Fit(line.Text, most) + " by ");
        yield return Person(by);
        if (line.Rest.Length > 0)
            yield return Text(Rest(line, most));
    }

    /// <summary>The line as mrkdwn.</summary>
    internal static string TextOf(Line line, int most)
    {
        var front = line.At is { } moment ? MomentInText(moment) + "  " : "";
        front += line.To is { } to ? PersonInText(to) + " " : "";
        return line.By is { } by
            ? $"{front}{SlackText.Inert(Fit(line.Text, most))} by {PersonInText(by)}{SlackText.Inert(Rest(line, most))}"
            : front + SlackText.Inert(Fit(line.Text + line.Rest, most));
    }

    /// <summary>One line of that length at most, and never none.</summary>
    internal static string Fit(string text, int most) =>
        ChatText.Line(text) is { Length: > 0 } line ? ChatText.Cut(line, most) : "–";

    /// <summary>Its first space parts it from the name before it.</summary>
    private static string Rest(Line line, int most)
    {
        var rest = ChatText.Cut(ChatText.Line(line.Rest), most);
        return char.IsWhiteSpace(line.Rest.FirstOrDefault()) ? " " + rest : rest;
    }
}
