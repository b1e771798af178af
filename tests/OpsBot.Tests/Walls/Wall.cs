using ArchUnitNET.Domain;
using ArchUnitNET.Fluent;
using ArchUnitNET.Loader;
using static ArchUnitNET.Fluent.ArchRuleDefinition;

namespace OpsBot.Tests.Walls;

/// <summary>A wall between rooms, as docs/life-of-a-run.md draws them: code in one room knows nothing of some others.</summary>
/// <param name="Room">A namespace and all below it.</param>
/// <param name="Allowed">A namespace it does use: with it in place of the forbidden ones the same rule must fail.</param>
/// <param name="Forbidden">Namespaces, or the beginning of them, that it must not know.</param>
public sealed record Wall(string Room, string Allowed, params string[] Forbidden)
{
    private static readonly Architecture House = new ArchLoader()
        .LoadAssemblies(typeof(OpsBot.Loops.Engine.Run).Assembly, typeof(OpsBot.Bot.Http.Safety).Assembly)
        .Build();

    internal bool Holds() => Forbidden.All(forbidden => Rule(forbidden).HasNoViolations(House));

    internal bool WouldNotice() => !Rule(Allowed).HasNoViolations(House);

    public override string ToString() => $"{Room} knows nothing of {string.Join(", ", Forbidden)}";

    private IArchRule Rule(string target) =>
        Types()
            .That()
            .ResideInNamespaceMatching(Below(Room))
            .Should()
            .NotDependOnAny(Types(includeReferenced: true).That().ResideInNamespaceMatching(Below(target)))
            .WithoutRequiringPositiveResults();

    private static string Below(string room) => $"^{room.Replace(".", "\\.", StringComparison.Ordinal)}(\\.|$)";
}
