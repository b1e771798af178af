using System.Globalization;
using OpsBot.Loops.Shop;

namespace OpsBot.Bot.Connectors.Sheets;

/// <summary>
/// Writes a row into a loop's log. The row carries its effect's key, and a key has one row: writing it again does nothing.
/// </summary>
internal sealed class LogRowActor(CsvFolder folder, ShopCalendar calendar, TimeProvider clock) : Actor<LogRow>
{
    /// <inheritdoc/>
    protected override async Task<Acted> ActAsync(LogRow effect, EffectKey key, CancellationToken cancel)
    {
        if (folder.Find(effect.Sheet) is not { } file)
            return new Acted.Refused($"'{effect.Sheet}' cannot be the name of a log file.");
        // As the shop's clocks show it, in the one form that every spreadsheet reads as a time.
        var at = calendar.Local(clock.GetUtcNow()).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
        await file.AppendAsync(new CsvRow(key.ToString(), at, effect.Cells), cancel);
        return new Acted.Done(file.Name);
    }

    /// <inheritdoc/>
    protected override async Task<ReadBack> ReadBackAsync(LogRow effect, EffectKey key, CancellationToken cancel) =>
        folder.Find(effect.Sheet) is { } file && await file.HasAsync(key.ToString(), cancel)
            ? new ReadBack.Took(file.Name)
            : new ReadBack.DidNotTake("there is no such row in the log");
}
