namespace OpsBot.Loops.Engine;

/// <summary>What a run is about: one return, one order, one SKU, one shipment, one purchase order.</summary>
/// <param name="Key">The subject's id in its own system; one open run per loop and key.</param>
/// <param name="Name">As people call it: <c>#1042-R1</c>.</param>
public sealed record Subject(string Key, string Name);

/// <summary>What a loop makes of an event.</summary>
public abstract record Caught
{
    private Caught() { }

    /// <summary>The event begins a run, or joins the subject's open one.</summary>
    /// <param name="Subject">What the run is about.</param>
    /// <param name="About">A wider thing that other events may name, such as the order a return belongs to.</param>
    public sealed record Starts(Subject Subject, string? About) : Caught
    {
        /// <summary>A look found the subject, nobody reported it: where it had a run before, nothing begins.</summary>
        public bool OnlyOnce { get; init; }
    }

    /// <summary>The event matters only to the subject's open run.</summary>
    /// <param name="SubjectKey">The subject's key.</param>
    public sealed record Joins(string SubjectKey) : Caught;

    /// <summary>The event matters to every open run about a wider thing.</summary>
    /// <param name="About">The wider thing's key.</param>
    public sealed record JoinsAll(string About) : Caught;
}
