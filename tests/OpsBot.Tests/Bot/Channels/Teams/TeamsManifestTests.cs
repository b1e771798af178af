using System.Buffers.Binary;
using System.Text.Json;
using OpsBot.Bot.Channels.Teams;
using OpsBot.Tests.Infrastructure;

namespace OpsBot.Tests.Bot.Channels.Teams;

public sealed class TeamsManifestTests
{
    private const string Usual = "manifest.json";
    private const string Slash = "manifest.slash.json";

    [Theory]
    [InlineData(Usual, "1.28")]
    [InlineData(Slash, "1.30")]
    public void The_manifest_is_one_that_Teams_takes(string file, string version)
    {
        Schema(version).Check(Manifest(file)).ShouldBeEmpty();
        Manifest(file).Text("manifestVersion").ShouldBe(version);
    }

    [Fact]
    public void The_older_schema_refuses_slash_commands() => Schema("1.28").Check(Manifest(Slash)).ShouldNotBeEmpty();

    [Theory]
    [InlineData(Usual)]
    [InlineData(Slash)]
    public void It_asks_for_no_permission_at_all(string file)
    {
        string[] more = ["permissions", "authorization", "webApplicationInfo", "validDomains", "devicePermissions"];
        foreach (var name in more)
            Manifest(file).TryGetProperty(name, out _).ShouldBeFalse(name);
    }

    [Theory]
    [InlineData(Usual)]
    [InlineData(Slash)]
    public void Its_icons_are_there_in_the_sizes_that_Teams_wants(string file)
    {
        var icons = Manifest(file).GetProperty("icons");
        SizeOf(icons.Text("color")!).ShouldBe((192, 192));
        SizeOf(icons.Text("outline")!).ShouldBe((32, 32));
    }

    [Theory]
    [InlineData(Usual)]
    [InlineData(Slash)]
    public void It_lists_at_most_the_ten_commands_that_Teams_shows(string file)
    {
        var commands = Manifest(file)
            .At("bots")[0]
            .At("commandLists")[0]
            .At("commands")
            .Items()
            .Select(command => command.Text("title")!)
            .ToList();
        commands.Count.ShouldBeInRange(1, 10);
        commands.ShouldBeUnique();
    }

    private static (int Width, int Height) SizeOf(string icon)
    {
        var png = File.ReadAllBytes(Repo.PathTo("manifest/teams", icon)).AsSpan();
        png[1..4].SequenceEqual("PNG"u8).ShouldBeTrue(icon);
        return (BinaryPrimitives.ReadInt32BigEndian(png[16..20]), BinaryPrimitives.ReadInt32BigEndian(png[20..24]));
    }

    private static JsonElement Manifest(string file) =>
        JsonSerializer.Deserialize<JsonElement>(File.ReadAllText(Repo.PathTo("manifest/teams", file)));

    private static JsonSchema Schema(string version) =>
        new(JsonSerializer.Deserialize<JsonElement>(Shared.Read($"schemas/teams-manifest-{version}.schema.json")));
}
