namespace OpsBot.Loops.Engine;

/// <summary>
/// Stands for an effect that another version of this program wrote and this one cannot read. It can be shown and remembered,
/// but neither carried out nor written down.
/// </summary>
/// <param name="Name">What the other version calls it.</param>
public sealed record UnknownEffect(string Name) : Effect
{
    /// <inheritdoc/>
    public override string System => "unknown system";

    /// <inheritdoc/>
    public override string Preview => $"A step this version does not know ({Name})";

    /// <summary>Refuses to decide or act on what is not known whole: what was done might be done twice.</summary>
    /// <exception cref="InvalidOperationException">One of them is unknown.</exception>
    internal static void RefuseIn(IEnumerable<Effect> effects)
    {
        if (effects.OfType<UnknownEffect>().FirstOrDefault() is { } unknown)
            throw new InvalidOperationException($"it has a step this version does not know ({unknown.Name})");
    }
}
