using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace OpsBot.Bench.Speed.Report;

/// <summary>All figures of one run of the bench.</summary>
/// <param name="machine">What it ran on.</param>
/// <param name="settings">How it was called.</param>
internal sealed class Board(IReadOnlyDictionary<string, string> machine, string settings)
{
    private const int NameWidth = 62;
    private static readonly JsonSerializerOptions Readable = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };
    private readonly List<Figure> figures = [];

    internal void Add(Figure figure)
    {
        figures.Add(figure);
        // As it comes: a full run takes long.
        Console.Error.WriteLine($"{figure.Group}: {figure.Name}: {Value(figure)} {figure.Unit}{figure.Why}");
    }

    /// <summary>The median of a figure; nothing where it was not measured.</summary>
    internal double? Median(string group, string name) =>
        figures.Find(figure => figure.Group == group && figure.Name == name)?.Median;

    internal async Task WriteAsync(string? file)
    {
        var text = new StringWriter(CultureInfo.InvariantCulture);
        foreach (var (name, value) in machine)
            text.WriteLine($"{name}: {value}");
        text.WriteLine(settings);
        foreach (var group in figures.GroupBy(figure => figure.Group, StringComparer.Ordinal))
        {
            text.WriteLine($"\n{group.Key}");
            foreach (var figure in group)
                text.WriteLine(Line(figure));
        }

        await Console.Out.WriteLineAsync(text.ToString());
        if (file is null)
            return;
        var json = JsonSerializer.Serialize(
            new
            {
                machine,
                settings,
                figures,
            },
            Readable
        );
        await File.WriteAllTextAsync(file, json + "\n");
    }

    private static string Line(Figure figure)
    {
        var name = ("  " + figure.Name).PadRight(NameWidth);
        if (figure.Why is { } why)
            return $"{name} not measured: {why}";
        var line = $"{name} {Value(figure), 22} {figure.Unit, -9}";
        return figure.Bar is { } bar
            ? $"{line} {bar, -8} {(figure.IsMet is true ? "met" : "NOT met")}"
            : line.TrimEnd();
    }

    private static string Value(Figure figure) =>
        figure switch
        {
            { Median: not { } } => "",
            { Median: { } median, Values.Count: 1 } => Numbers.Text(median),
            { Median: { } median, Least: { } least, Most: { } most } =>
                $"{Numbers.Text(median)} ({Numbers.Text(least)}–{Numbers.Text(most)})",
            _ => "",
        };
}
