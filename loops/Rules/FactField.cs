using System.Diagnostics.CodeAnalysis;

namespace OpsBot.Loops.Rules;

/// <summary>A fact that rules may name: what it is called, what it means to people, and how it is read.</summary>
/// <typeparam name="TFacts">All facts of a loop.</typeparam>
[SuppressMessage(
    "Design",
    "CA1000:Do not declare static members on generic types",
    Justification = "The facts' type cannot be inferred from a lambda: it is named once, here, and not at every method"
)]
public sealed class FactField<TFacts>
{
    private FactField(Fact about, Func<TFacts, FactValue> read) => (About, Read) = (about, read);

    /// <summary>As rules name it: <c>value</c>.</summary>
    public string Name => About.Name;

    /// <summary>What it is.</summary>
    public FactKind Kind => About.Kind;

    /// <summary>As people call it: <c>the refund</c>; of a flag, the sentence that is so or not: <c>the order is paid</c>.</summary>
    public string Meaning => About.Meaning;

    /// <summary>What a number counts.</summary>
    public string? Unit => About.Unit;

    /// <summary>The only words a text can be, where that is known.</summary>
    public IReadOnlyList<string>? Known => About.Known;

    internal Fact About { get; }

    internal Func<TFacts, FactValue> Read { get; }

    /// <summary>A number.</summary>
    /// <param name="name">As rules name it: <c>value</c>.</param>
    /// <param name="meaning">As people call it, in the singular: <c>the refund</c>.</param>
    /// <param name="unit">A currency (<c>EUR</c>), or a plural in small letters (<c>days</c>); nothing where it has none.</param>
    /// <param name="read">Reads it; nothing where it is not known.</param>
    public static FactField<TFacts> Number(string name, string meaning, string? unit, Func<TFacts, decimal?> read) =>
        new(new Fact(name, FactKind.Number, meaning) { Unit = unit }, facts => new FactValue(Number: read(facts)));

    /// <summary>A text, or several of a kind, such as the reasons of all lines.</summary>
    /// <param name="name">As rules name it: <c>reason</c>.</param>
    /// <param name="meaning">As people call it, in the singular: <c>the reason</c>.</param>
    /// <param name="known">The only words it can be; nothing where it can be any.</param>
    /// <param name="read">Reads them all; nothing where they are not known, empty where it is known that there are none.</param>
    public static FactField<TFacts> Text(
        string name,
        string meaning,
        IReadOnlyList<string>? known,
        Func<TFacts, IReadOnlyCollection<string>?> read
    )
    {
        if (known?.FirstOrDefault(Reading.IsKeyword) is { } keyword)
            throw new ArgumentException(
                $"{name} cannot be {keyword}: rules write that for a fact that is not known",
                nameof(known)
            );
        return new(new Fact(name, FactKind.Text, meaning) { Known = known }, facts => new FactValue(Text: read(facts)));
    }

    /// <summary>A yes or no.</summary>
    /// <param name="name">As rules name it: <c>disputed</c>.</param>
    /// <param name="meaning">The sentence that is so where it is yes: <c>the bank has an open dispute</c>.</param>
    /// <param name="read">Reads it; nothing where it is not known.</param>
    /// <param name="otherwise">The sentence that is so where it is no: <c>the bank has no open dispute</c>.</param>
    public static FactField<TFacts> Flag(
        string name,
        string meaning,
        Func<TFacts, bool?> read,
        string? otherwise = null
    ) =>
        new(
            new Fact(name, FactKind.Flag, meaning) { Otherwise = otherwise ?? $"it is not so that {meaning}" },
            facts => new FactValue(Flag: read(facts))
        );
}

/// <summary>What conditions need to know of a fact, whatever it is read from.</summary>
/// <param name="Name">As rules name it.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Meaning">As people call it.</param>
internal sealed record Fact(string Name, FactKind Kind, string Meaning)
{
    internal string? Unit { get; init; }

    internal IReadOnlyList<string>? Known { get; init; }

    internal string Otherwise { get; init; } = "";
}

/// <summary>A fact as it was read: one of three, or none where it is not known.</summary>
internal readonly record struct FactValue(
    decimal? Number = null,
    IReadOnlyCollection<string>? Text = null,
    bool? Flag = null
)
{
    internal bool IsUnknown => Number is null && Text is null && Flag is null;
}
