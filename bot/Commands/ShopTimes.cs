using System.Globalization;
using OpsBot.Loops.Shop;

namespace OpsBot.Bot.Commands;

/// <summary>Moments as the shop's own clocks show them.</summary>
internal sealed class ShopTimes(ShopCalendar calendar, TimeProvider clock)
{
    /// <summary>What measures time.</summary>
    internal TimeProvider Clock => clock;

    /// <summary>The present moment.</summary>
    internal DateTimeOffset Now => clock.GetUtcNow();

    /// <summary>When the shop's day began.</summary>
    internal DateTimeOffset StartOfDay
    {
        get
        {
            var local = calendar.Local(Now);
            return new DateTimeOffset(local.Date, local.Offset);
        }
    }

    /// <summary><c>14:03</c> today, <c>1 Mar 14:03</c> on any other day.</summary>
    internal string At(DateTimeOffset moment) =>
        calendar
            .Local(moment)
            .ToString(
                calendar.DayOf(moment) == calendar.DayOf(Now) ? "HH:mm" : "d MMM HH:mm",
                CultureInfo.InvariantCulture
            );

    /// <summary>How long ago.</summary>
    internal string Since(DateTimeOffset moment) => Lasting.Words(Now - moment);
}
