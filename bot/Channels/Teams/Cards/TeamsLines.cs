using System.Text.Json.Nodes;
using static OpsBot.Bot.Channels.Teams.Cards.TeamsBlocks;

namespace OpsBot.Bot.Channels.Teams.Cards;

/// <summary>A line in Teams: the moment, words that stay words, and people by name; whom it concerns by mention.</summary>
internal sealed class TeamsLines(TeamsWords words)
{
    private readonly TeamsMentions mentions = new(words);

    /// <summary>Everybody the lines so far mention.</summary>
    internal IReadOnlyList<TeamsMention> Mentions => mentions.All;

    /// <summary>The line as a list shows it; a mention stands in a text of its own before it.</summary>
    /// <param name="line">The line.</param>
    /// <param name="most">How much room each of its texts gets.</param>
    internal IEnumerable<JsonObject> Bullets(Line line, int most)
    {
        if (line.To is { } to && mentions.Of(to) is { } mention)
        {
            yield return Mention(mention);
            line = line with { To = null };
        }

        yield return Bullet(Runs(line, most));
    }

    /// <summary>The line as runs of text.</summary>
    internal IEnumerable<JsonObject> Runs(Line line, int most)
    {
        if (line.At is { } at)
            yield return Faint($"{words.Moment(at)}  ");
        if (line.To is { } to)
            yield return Run(words.Person(to) + " ");
        if (line.By is not { } by)
        {
            yield return Run(TeamsText.Fit(line.Text + line.Rest, most));
            yield break;
        }

        yield return Run(TeamsText.Fit(line.Text, most) + " by ");
        yield return Bold(words.Person(by));
        if (line.Rest.Length > 0)
            yield return Run(Rest(line.Rest, most));
    }

    /// <summary>The line as plain text, for notifications.</summary>
    internal string TextOf(Line line, int most) =>
        string.Concat(Runs(line, most).Select(run => run["text"]!.GetValue<string>()));

    /// <summary>Its first space parts it from the name before it.</summary>
    private static string Rest(string rest, int most) =>
        (char.IsWhiteSpace(rest[0]) ? " " : "") + TeamsText.Inert(ChatText.Cut(ChatText.Line(rest), most));

    private static JsonObject Faint(string text)
    {
        var run = Run(text);
        run["isSubtle"] = true;
        return run;
    }
}
