using System.Globalization;
using System.Text.RegularExpressions;

namespace OpsBot.Bot.Commands;

/// <summary>Lengths of time as people type and read them.</summary>
internal static partial class Lasting
{
    private static readonly TimeSpan Most = TimeSpan.FromDays(30);

    /// <summary>Reads <c>2h</c>, <c>30m</c>, <c>1d 4h</c>, <c>90 minutes</c>; nothing where it is none, or longer than 30 days.</summary>
    internal static TimeSpan? Read(string text)
    {
        if (text.Length == 0 || Form().Match(text) is not { Success: true } match)
            return null;
        var minutes = (Part(match, "d") * 1440) + (Part(match, "h") * 60) + Part(match, "m");
        return minutes > 0 && minutes <= Most.TotalMinutes ? TimeSpan.FromMinutes(minutes) : null;
    }

    /// <summary><c>3 d</c>, <c>2 h</c>, <c>1 h 30 min</c>, <c>5 min</c>.</summary>
    internal static string Words(TimeSpan time)
    {
        var minutes = (int)Math.Max(0, time.TotalMinutes);
        var (days, hours, rest) = (minutes / 1440, minutes / 60 % 24, minutes % 60);
        IEnumerable<string> parts =
            days > 0
                ? [$"{days} d", hours > 0 ? $"{hours} h" : ""]
                : [hours > 0 ? $"{hours} h" : "", rest > 0 || hours == 0 ? $"{rest} min" : ""];
        return string.Join(' ', parts.Where(part => part.Length > 0));
    }

    private static double Part(Match match, string name) =>
        match.Groups[name] is { Success: true } group ? double.Parse(group.ValueSpan, CultureInfo.InvariantCulture) : 0;

    [GeneratedRegex(
        @"^((?<d>[0-9]{1,4})\s*d(ays?)?)?\s*((?<h>[0-9]{1,4})\s*h(ours?)?)?\s*((?<m>[0-9]{1,5})\s*m(in(utes?)?)?)?$",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Form();
}
