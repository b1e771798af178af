namespace OpsBot.Bot.Store;

/// <summary>
/// The clock of bots that share a database: the database's, counted on by this machine's steady counter. So machines whose
/// clocks differ agree about what is due, and a clock that is set while the bot runs changes nothing.
/// </summary>
/// <param name="machine">This machine's clock; shown until the database was first asked.</param>
internal sealed class DatabaseTime(TimeProvider machine) : TimeProvider
{
    private volatile Reading? reading;

    /// <inheritdoc/>
    public override TimeZoneInfo LocalTimeZone => machine.LocalTimeZone;

    /// <inheritdoc/>
    public override long TimestampFrequency => machine.TimestampFrequency;

    /// <inheritdoc/>
    public override long GetTimestamp() => machine.GetTimestamp();

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        machine.CreateTimer(callback, state, dueTime, period);

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() =>
        reading is { } read ? read.Shown + machine.GetElapsedTime(read.At) : machine.GetUtcNow();

    /// <summary>The database was asked what time it is.</summary>
    /// <param name="shown">What it answered.</param>
    /// <param name="asked">This machine's counter when the question left.</param>
    internal void Follow(DateTimeOffset shown, long asked)
    {
        var answered = machine.GetTimestamp();
        reading = new Reading(shown, asked + ((answered - asked) / 2));
    }

    private sealed record Reading(DateTimeOffset Shown, long At);
}
