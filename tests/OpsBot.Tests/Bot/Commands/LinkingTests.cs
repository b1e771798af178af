using Microsoft.Extensions.Time.Testing;
using OpsBot.Bot.Channels;
using OpsBot.Bot.Commands;
using OpsBot.Loops.Engine;
using OpsBot.Loops.People;
using OpsBot.Tests.Bot.Channels;
using OpsBot.Tests.Infrastructure;

namespace OpsBot.Tests.Bot.Commands;

/// <summary>Saying in two chats who one is.</summary>
public sealed class LinkingTests
{
    private static readonly Person Slack = new("slack:U0KIM", "kim", IsOurs: true);
    private static readonly Person Teams = new("teams:7faf8ab2-3d56-4244-b585-20c8a42ed2b8", "kim", IsOurs: true);
    private static readonly Person Other = new("teams:eddfa9d4-346e-4cce-a18f-fa6261ad776b", "sam", IsOurs: true);

    private readonly FakeTimeProvider clock = new(new DateTimeOffset(2026, 3, 1, 9, 0, 0, TimeSpan.Zero));
    private readonly PaperChannel room = new("slack");
    private readonly MemoryLinks links;
    private Dictionary<string, IReadOnlyCollection<string>> emails = [];

    public LinkingTests() => links = new MemoryLinks(clock);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_code_is_told_to_one_person_alone_and_taken_in_the_other_chat_everybody_hears_it()
    {
        var offered = await Commands.LinkAsync(new Command.Link(null), Slack, Stop);
        offered.IsPrivate.ShouldBeTrue();
        room.Notices.ShouldBeEmpty();
        var linked = await Commands.LinkAsync(new Command.Link(CodeIn(offered)), Teams, Stop);
        linked.Title.ShouldBe("You and slack:U0KIM are one person from now on.");
        room.Notices.ShouldBe([
            new Line("counts as one person across chats from now on: linked", Teams.Id) { To = Slack.Id },
        ]);
    }

    [Fact]
    public async Task A_wrong_code_links_nobody_and_nobody_hears_of_it()
    {
        var reply = await Commands.LinkAsync(new Command.Link("k7m2d-9qxvn"), Teams, Stop);
        reply.Title.ShouldStartWith("This code is not good, or not any more.");
        room.Notices.ShouldBeEmpty();
        (await links.LinksAsync(since: null, Stop)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Everybody_sees_who_they_are_taken_for()
    {
        (await WhoAsync(Teams)).ShouldBe(
            """
            You are teams:7faf8ab2-3d56-4244-b585-20c8a42ed2b8
            Here you have: agent.
            Nobody in another chat is known to be you. If you are there, type link.
            """
        );
        await Commands.LinkAsync(
            new Command.Link(CodeIn(await Commands.LinkAsync(new Command.Link(null), Slack, Stop))),
            Teams,
            Stop
        );
        (await WhoAsync(Slack)).ShouldBe(
            """
            You are slack:U0KIM
            You have no role here.
            The same person as teams:7faf8ab2-3d56-4244-b585-20c8a42ed2b8
            One person counts once, and nobody decides what they asked for. Roles are each id's own.
            """
        );
    }

    [Fact]
    public async Task A_link_ends_in_either_chat_and_what_the_settings_say_stays()
    {
        (await Commands.UnlinkAsync(Teams, Stop)).Title.ShouldBe("You linked nobody.");
        var code = CodeIn(await Commands.LinkAsync(new Command.Link(null), Slack, Stop));
        await Commands.LinkAsync(new Command.Link(code), Teams, Stop);
        room.Notices.Clear();
        (await Commands.UnlinkAsync(Slack, Stop)).Title.ShouldBe(
            "You count as somebody else in the other chat from now on."
        );
        room.Notices.ShouldBe([
            new Line("no longer counts as one person across chats: unlinked", Slack.Id) { To = Teams.Id },
        ]);
        (await WhoAsync(Slack)).ShouldContain("Nobody in another chat");

        emails = new() { ["kim@shop.example"] = [Slack.Id, Teams.Id] };
        var stays = await Commands.UnlinkAsync(Slack, Stop);
        stays.Title.ShouldBe("You linked nobody.");
        stays
            .Lines.ShouldHaveSingleItem()
            .ShouldBe(new Line("The settings name this under the same address", Teams.Id));
        (await WhoAsync(Slack)).ShouldContain($"The same person as {Teams.Id}");
    }

    [Fact]
    public async Task The_doctor_says_where_nobody_is_known_to_be_in_both_chats()
    {
        var alone = (await CheckAsync("slack:U0KIM", "slack:U0X", Teams.Id, Other.Id)).ShouldHaveSingleItem();
        alone.Grade.ShouldBe(Grade.Warn);
        alone.Says.ShouldBe(
            $"0 people are known by an id in each; nobody elsewhere is known to be {Slack.Id}, slack:U0X"
        );

        emails = new() { ["kim@shop.example"] = [Slack.Id, Teams.Id] };
        var one = (await CheckAsync(Slack.Id, Teams.Id, Other.Id)).ShouldHaveSingleItem();
        one.ShouldBe(new Finding(Grade.Ok, "people in two chats", "1 person is known by an id in each"));
        (await CheckAsync(Slack.Id, "slack:U0X")).ShouldBeEmpty("there is one chat");
    }

    private Roles Roles =>
        new(new Dictionary<string, IReadOnlyCollection<string>> { ["agent"] = [Teams.Id, Other.Id] })
        {
            Emails = emails,
        };

    private Linking Commands
    {
        get
        {
            var loops = new LoopList(
                [new PaperLoop("returns", "slack:C0OPS"), new PaperLoop("stock", "slack:C0OPS")],
                new NoPauses()
            );
            var same = new SamePeople(links, Roles);
            return new Linking(new LinkDesk(links, clock), same, Roles, loops, new LoopNotices(loops, [room]));
        }
    }

    private async Task<string> WhoAsync(Person person)
    {
        var reply = await Commands.WhoAsync(person, Stop);
        reply.IsPrivate.ShouldBeTrue();
        return string.Join('\n', reply.Lines.Select(line => line.Text).Prepend(reply.Title));
    }

    private Task<IReadOnlyList<Finding>> CheckAsync(params string[] members)
    {
        var roles = new Roles(new Dictionary<string, IReadOnlyCollection<string>> { ["agent"] = members })
        {
            Emails = emails,
        };
        return new LinksCheck(new SamePeople(links, roles), roles).LookAsync(Stop);
    }

    private static string CodeIn(CommandReply offered) => offered.Title[(offered.Title.LastIndexOf(' ') + 1)..];
}
