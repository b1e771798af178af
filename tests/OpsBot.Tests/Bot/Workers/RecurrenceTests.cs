using System.Globalization;
using OpsBot.Bot.Workers;

namespace OpsBot.Tests.Bot.Workers;

public sealed class RecurrenceTests
{
    private static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    [Theory]
    // An ordinary day.
    [InlineData("0 9 * * *", "2026-11-02T07:00Z", "2026-11-02T08:00Z 2026-11-03T08:00Z")]
    // Working days.
    [InlineData("0 9 * * MON-FRI", "2026-11-06T12:00Z", "2026-11-09T08:00Z 2026-11-10T08:00Z")]
    // 29 March 2026: 02:30 does not exist. Once, right after the gap.
    [InlineData("30 2 * * *", "2026-03-28T12:00Z", "2026-03-29T01:00Z 2026-03-30T00:30Z")]
    // 25 October 2026: 02:30 exists twice. Once, the first time.
    [InlineData("30 2 * * *", "2026-10-24T12:00Z", "2026-10-25T00:30Z 2026-10-26T01:30Z")]
    public void The_shops_clock_says_when(string cron, string after, string next)
    {
        var times = new Recurrence.At(cron, Berlin);
        var at = DateTimeOffset.Parse(after, CultureInfo.InvariantCulture);
        foreach (var expected in next.Split(' '))
        {
            at = times.After(at);
            at.ShouldBe(DateTimeOffset.Parse(expected, CultureInfo.InvariantCulture));
        }
    }

    [Fact]
    public void What_was_missed_is_not_made_up_for()
    {
        var now = new DateTimeOffset(2026, 11, 2, 9, 0, 7, TimeSpan.Zero);
        new Recurrence.Every(TimeSpan.FromMinutes(5)).After(now).ShouldBe(now.AddMinutes(5));
    }
}
