using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using OpsBot.Tests.Infrastructure;

namespace OpsBot.Tests.Walls;

public sealed class SizeTests
{
    private const int MostLinesOfFile = 300;
    private const int MostLinesOfMethod = 40;
    private const int MostParametersOfConstructor = 5;

    private static readonly IReadOnlyList<string> Files = [.. Repo.Sources("bot"), .. Repo.Sources("loops")];

    [Fact]
    public void Files_are_short()
    {
        var lengths = Files
            .Select(file => (Lines: File.ReadLines(file).Count(), File: Path.GetRelativePath(Repo.Root, file)))
            .Order()
            .ToList();
        lengths.Count.ShouldBeGreaterThan(50);
        lengths.Where(it => it.Lines > MostLinesOfFile).ShouldBeEmpty();
        lengths[lengths.Count / 2].Lines.ShouldBeLessThanOrEqualTo(60, "median");
        lengths[lengths.Count * 9 / 10].Lines.ShouldBeLessThanOrEqualTo(180, "nine in ten");
    }

    [Fact]
    public void Methods_fit_a_screen() =>
        Files.SelectMany(file => TooLong(File.ReadAllText(file), Path.GetFileName(file))).ShouldBeEmpty();

    [Fact]
    public void A_method_that_does_not_fit_would_be_named()
    {
        var body = string.Concat(Enumerable.Repeat("x();\n", MostLinesOfMethod));
        TooLong($"class C {{\nvoid Long()\n{{\n{body}}}\n}}", "C.cs").ShouldBe(["C.cs Long: 43 lines"]);
    }

    [Fact]
    public void Constructors_take_few_things() =>
        TooMany(
                typeof(OpsBot.Bot.Http.Safety)
                    .Assembly.GetTypes()
                    .Concat(typeof(OpsBot.Loops.Engine.Run).Assembly.GetTypes())
            )
            .ShouldBeEmpty();

    [Fact]
    public void A_constructor_that_takes_too_much_would_be_named() => TooMany([typeof(Greedy)]).ShouldBe(["Greedy: 6"]);

    private static IEnumerable<string> TooLong(string source, string name) =>
        CSharpSyntaxTree
            .ParseText(source)
            .GetRoot()
            .DescendantNodes()
            .OfType<BaseMethodDeclarationSyntax>()
            .Select(method => (Method: method, Lines: LinesOf(method)))
            .Where(it => it.Lines > MostLinesOfMethod)
            .Select(it => $"{name} {(it.Method as MethodDeclarationSyntax)?.Identifier.Text}: {it.Lines} lines");

    private static int LinesOf(BaseMethodDeclarationSyntax method)
    {
        // The documentation above a method is not part of what must fit.
        var span = method.SyntaxTree.GetLineSpan(method.Span);
        return span.EndLinePosition.Line - span.StartLinePosition.Line + 1;
    }

    private static IEnumerable<string> TooMany(IEnumerable<Type> types) =>
        types
            .Where(type =>
                type.GetMethod("<Clone>$") is null
                && type.Namespace?.StartsWith("OpsBot", StringComparison.Ordinal) == true
            )
            .Select(type =>
                (
                    Type: type,
                    Most: type.GetConstructors(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance)
                        .Select(it => it.GetParameters().Length)
                        .DefaultIfEmpty()
                        .Max()
                )
            )
            .Where(it => it.Most > MostParametersOfConstructor)
            .Select(it => $"{it.Type.Name}: {it.Most}");

    private sealed class Greedy(int a, int b, int c, int d, int e, int f)
    {
        public override string ToString() => $"{a}{b}{c}{d}{e}{f}";
    }
}
