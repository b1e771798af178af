using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace OpsBot.Bot.Connectors.Sheets;

/// <summary>Where loops write their log.</summary>
internal sealed class SheetsOptions : IValidatableObject
{
    internal const string Section = "Connectors:Sheets";
    private const string Csv = "Csv";
    private const string None = "None";

    [Description("Where loops write their log: Csv for files on this machine, None for no log.")]
    public string Kind { get; set; } = None;

    [Description("The folder the log files lie in, one file for each loop: data/log.")]
    public string Folder { get; set; } = "data/log";

    internal bool IsCsv => Kind.Equals(Csv, StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!IsCsv && !Kind.Equals(None, StringComparison.OrdinalIgnoreCase))
            yield return new ValidationResult($"'{Kind}' is not known here: write Csv or None.", [nameof(Kind)]);
        if (IsCsv && string.IsNullOrWhiteSpace(Folder))
            yield return new ValidationResult("is missing.", [nameof(Folder)]);
    }
}
