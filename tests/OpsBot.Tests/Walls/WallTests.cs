using OpsBot.Tests.Infrastructure;

namespace OpsBot.Tests.Walls;

public sealed class WallTests
{
    private const string Loops = "OpsBot.Loops";
    private const string Bot = "OpsBot.Bot";
    private const string Ef = "Microsoft.EntityFrameworkCore";

    public static TheoryData<Wall> All() =>
        [
            new Wall(
                Loops,
                $"{Loops}.Engine",
                Bot,
                Ef,
                "System.Net.Http",
                "Microsoft.AspNetCore",
                "Microsoft.Extensions",
                "Polly"
            ),
            new Wall(
                $"{Loops}.Engine",
                "System.Text.Json",
                $"{Loops}.Rules",
                $"{Loops}.People",
                $"{Loops}.Shop",
                $"{Loops}.Returns"
            ),
            new Wall(
                $"{Loops}.Rules",
                "System.Security.Cryptography",
                $"{Loops}.People",
                $"{Loops}.Shop",
                $"{Loops}.Returns"
            ),
            new Wall($"{Loops}.People", $"{Loops}.Engine", $"{Loops}.Rules", $"{Loops}.Shop", $"{Loops}.Returns"),
            new Wall($"{Loops}.Shop", $"{Loops}.Engine", $"{Loops}.Rules", $"{Loops}.People", $"{Loops}.Returns"),
            new Wall(
                $"{Bot}.Channels",
                $"{Loops}.People",
                $"{Bot}.Connectors",
                $"{Bot}.Store",
                $"{Bot}.Workers",
                $"{Bot}.Commands",
                Ef
            ),
            new Wall(
                $"{Bot}.Commands",
                $"{Bot}.Channels",
                $"{Bot}.Connectors",
                $"{Bot}.Store",
                $"{Bot}.Workers",
                $"{Bot}.Channels.Slack"
            ),
            new Wall(
                $"{Bot}.Connectors",
                $"{Bot}.Http",
                $"{Bot}.Channels",
                $"{Bot}.Store",
                $"{Bot}.Workers",
                $"{Bot}.Commands",
                Ef
            ),
            new Wall(
                $"{Bot}.Connectors.Shopify",
                $"{Bot}.Http",
                $"{Bot}.Connectors.ThreePl",
                $"{Bot}.Connectors.Helpdesk",
                $"{Bot}.Connectors.Sheets"
            ),
            new Wall(
                $"{Bot}.Connectors.ThreePl",
                $"{Bot}.Http",
                $"{Bot}.Connectors.Shopify",
                $"{Bot}.Connectors.Helpdesk",
                $"{Bot}.Connectors.Sheets"
            ),
            new Wall(
                $"{Bot}.Connectors.Helpdesk",
                $"{Bot}.Http",
                $"{Bot}.Connectors.Shopify",
                $"{Bot}.Connectors.ThreePl",
                $"{Bot}.Connectors.Sheets"
            ),
            new Wall(
                $"{Bot}.Connectors.Sheets",
                "CsvHelper",
                $"{Bot}.Connectors.Shopify",
                $"{Bot}.Connectors.ThreePl",
                $"{Bot}.Connectors.Helpdesk"
            ),
            new Wall(
                $"{Bot}.Store",
                Ef,
                $"{Bot}.Channels",
                $"{Bot}.Connectors",
                $"{Bot}.Http",
                $"{Bot}.Workers",
                $"{Loops}.Shop",
                $"{Loops}.Returns",
                $"{Loops}.People",
                "System.Net.Http"
            ),
            new Wall(
                $"{Bot}.Http",
                "Polly",
                $"{Bot}.Channels",
                $"{Bot}.Connectors",
                $"{Bot}.Store",
                $"{Bot}.Workers",
                $"{Bot}.Commands",
                Ef
            ),
        ];

    [Theory]
    [MemberData(nameof(All))]
    public void No_room_knows_what_it_must_not(Wall wall) => wall.Holds().ShouldBeTrue($"broken: {wall}");

    [Theory]
    [MemberData(nameof(All))]
    public void Every_wall_would_notice_a_hole(Wall wall) =>
        wall.WouldNotice()
            .ShouldBeTrue(
                $"the control is green: nothing in {wall.Room} uses {wall.Allowed}, so the wall proves nothing"
            );

    [Theory]
    [InlineData("Polly", "bot/Http")]
    [InlineData("Microsoft.EntityFrameworkCore", "bot/Store")]
    [InlineData("Cronos", "bot/Workers")]
    [InlineData("CsvHelper", "bot/Connectors/Sheets")]
    public void A_package_has_one_room(string package, string room)
    {
        var users = Repo.Sources("bot").Concat(Repo.Sources("loops")).Where(file => Uses(file, package)).ToList();
        users.ShouldNotBeEmpty();
        users.ShouldAllBe(file => file.StartsWith(Repo.PathTo(room), StringComparison.Ordinal));
    }

    [Fact]
    public void Deciding_is_pure()
    {
        string[] impure = ["await ", "async ", "ILogger", "TimeProvider", "HttpClient", "Task<", "GetUtcNow", "Random"];
        var files = Repo.Sources("loops")
            .Where(file => Path.GetFileName(file) is "Decide.cs" or "Choices.cs" or "Catch.cs")
            .ToList();
        files.Count.ShouldBeGreaterThanOrEqualTo(3);
        foreach (var file in files)
            impure.Where(File.ReadAllText(file).Contains).ShouldBeEmpty(file);
        impure.Where(File.ReadAllText(Repo.PathTo("loops/Returns/Gather.cs")).Contains).ShouldNotBeEmpty("the control");
    }

    [Fact]
    public void Only_the_way_outside_says_that_the_outside_failed()
    {
        var throwers = Repo.Sources("bot")
            .Concat(Repo.Sources("loops"))
            .Where(file => File.ReadAllText(file).Contains("new OutsideException(", StringComparison.Ordinal))
            .ToList();
        throwers.ShouldNotBeEmpty();
        throwers.ShouldAllBe(file => file.StartsWith(Repo.PathTo("bot/Http"), StringComparison.Ordinal));
    }

    private static bool Uses(string file, string package) =>
        File.ReadLines(file).Any(line => line.StartsWith($"using {package}", StringComparison.Ordinal));
}
