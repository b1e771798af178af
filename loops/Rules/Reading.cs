namespace OpsBot.Loops.Rules;

/// <summary>A condition as it was read from its text, or what is wrong with the text and what would be right.</summary>
internal readonly record struct Reading(Condition? Condition, string? Problem)
{
    internal static Reading As(Condition condition) => new(condition, null);

    internal static Reading Wrong(string problem) => new(null, problem);

    /// <summary><c>known</c> and <c>unknown</c> stand alone, over facts of any kind.</summary>
    internal static bool IsKeyword(string text) => Words.Key(text) is UnknownCondition.Word or KnownCondition.Word;

    internal static Reading Of(string? text, Fact fact)
    {
        var said = text?.Trim() ?? "";
        if (said.Length == 0)
            return Wrong("says nothing; write a condition, or leave the fact out");
        if (IsKeyword(said))
            return As(Words.Same(said, KnownCondition.Word) ? new KnownCondition() : new UnknownCondition());
        return fact.Kind switch
        {
            FactKind.Number => NumberCondition.Read(said, fact),
            FactKind.Text => TextCondition.Read(said, fact),
            _ => FlagCondition.Read(said),
        };
    }
}
