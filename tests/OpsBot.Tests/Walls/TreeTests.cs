using System.Text.RegularExpressions;
using OpsBot.Tests.Infrastructure;

namespace OpsBot.Tests.Walls;

public sealed partial class TreeTests
{
    private static readonly string[] Cast =
    [
        "Facts.cs",
        "Catch.cs",
        "Gather.cs",
        "Decide.cs",
        "Policy.cs",
        "Choices.cs",
    ];

    [Fact]
    public void The_top_level_is_what_the_readme_says()
    {
        string[] rooms = ["bot", "loops", "sandbox", "tests", "docs", "manifest", "prompts"];
        foreach (var room in rooms)
        {
            Directory.Exists(Repo.PathTo(room)).ShouldBeTrue(room);
            File.ReadAllText(Repo.PathTo("README.md")).ShouldContain($"{room}/");
        }
    }

    [Theory]
    [InlineData("Returns")]
    public void Every_loop_has_the_same_cast(string loop)
    {
        var files = Directory.GetFiles(Repo.PathTo("loops", loop)).Select(Path.GetFileName).ToList();
        foreach (var member in Cast.Append($"{loop}Loop.cs"))
            files.ShouldContain(member);
    }

    [Fact]
    public void Program_is_a_contents_page()
    {
        foreach (var room in new[] { "bot", "sandbox" })
            File.ReadLines(Repo.PathTo(room, "Program.cs")).Count().ShouldBeLessThan(20, room);
    }

    [Fact]
    public void Every_link_in_the_papers_leads_somewhere()
    {
        string[] papers =
        [
            .. Directory.EnumerateFiles(Repo.PathTo("docs"), "*.md", SearchOption.AllDirectories),
            Repo.PathTo("README.md"),
            Repo.PathTo("CONTRIBUTING.md"),
        ];
        foreach (var paper in papers)
        foreach (var link in Links().Matches(File.ReadAllText(paper)).Select(match => match.Groups["to"].Value))
            Path.Exists(Path.Combine(Path.GetDirectoryName(paper)!, link))
                .ShouldBeTrue($"{Path.GetFileName(paper)} → {link}");
    }

    [Fact]
    public void Every_package_has_its_reason()
    {
        var record = File.ReadAllText(Repo.PathTo("docs/decisions/0004-packages.md"));
        var packages = Packages().Matches(File.ReadAllText(Repo.PathTo("Directory.Packages.props")));
        packages.Count.ShouldBeGreaterThan(10);
        foreach (Match package in packages)
            record.ShouldContain(package.Groups["name"].Value);
    }

    [GeneratedRegex(@"\]\((?!https?:|#|mailto:)(?<to>[^)#]+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Links();

    [GeneratedRegex(
        "(PackageVersion|GlobalPackageReference) Include=\"(?<name>[^\"]+)\"",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Packages();
}
