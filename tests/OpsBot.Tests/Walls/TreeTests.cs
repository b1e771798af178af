using OpsBot.Tests.Infrastructure;

namespace OpsBot.Tests.Walls;

public sealed class TreeTests
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
        var papers = Directory
            .EnumerateFiles(Repo.PathTo("docs"), "*.md", SearchOption.AllDirectories)
            .Append(Repo.PathTo("README.md"))
            .Append(Repo.PathTo("CONTRIBUTING.md"));
        foreach (var paper in papers)
        foreach (
            var link in System
                .Text.RegularExpressions.Regex.Matches(File.ReadAllText(paper), @"\]\((?!https?:|#|mailto:)([^)#]+)")
                .Select(match => match.Groups[1].Value)
        )
            Path.Exists(Path.Combine(Path.GetDirectoryName(paper)!, link))
                .ShouldBeTrue($"{Path.GetFileName(paper)} → {link}");
    }

    [Fact]
    public void Every_package_has_its_reason()
    {
        var record = File.ReadAllText(Repo.PathTo("docs/decisions/0004-packages.md"));
        foreach (
            System.Text.RegularExpressions.Match package in System.Text.RegularExpressions.Regex.Matches(
                File.ReadAllText(Repo.PathTo("Directory.Packages.props")),
                "(?:PackageVersion|GlobalPackageReference) Include=\"([^\"]+)\""
            )
        )
            record.ShouldContain(package.Groups[1].Value);
    }
}
