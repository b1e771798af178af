using System.Globalization;
using Cronos;

namespace OpsBot.Bot.Workers;

/// <summary>When something is to be done again. Pure.</summary>
/// <param name="Words">What it is kept under: other words, another schedule.</param>
internal abstract record Recurrence(string Words)
{
    /// <summary>The next time after a moment. What was missed before it is not made up for.</summary>
    internal abstract DateTimeOffset After(DateTimeOffset moment);

    /// <summary>Again and again after the same time.</summary>
    /// <param name="Time">How long.</param>
    internal sealed record Every(TimeSpan Time)
        : Recurrence(string.Create(CultureInfo.InvariantCulture, $"every {Time:c}"))
    {
        internal override DateTimeOffset After(DateTimeOffset moment) => moment + Time;
    }

    /// <summary>
    /// At times of the shop's clock. A time that the clock skips in spring is taken right after the gap; one that it shows twice
    /// in autumn is taken once.
    /// </summary>
    internal sealed record At : Recurrence
    {
        private readonly CronExpression expression;
        private readonly TimeZoneInfo zone;

        /// <param name="cron">Minute, hour, day of month, month, day of week: <c>0 9 * * MON-FRI</c>.</param>
        /// <param name="zone">The shop's time zone.</param>
        /// <exception cref="CronFormatException">The expression makes no sense.</exception>
        internal At(string cron, TimeZoneInfo zone)
            : base($"{cron} in {zone.Id}")
        {
            expression = CronExpression.Parse(cron);
            this.zone = zone;
        }

        internal override DateTimeOffset After(DateTimeOffset moment) =>
            expression.GetNextOccurrence(moment, zone) ?? DateTimeOffset.MaxValue;
    }
}
