using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using OpsBot.Bot.Channels;
using OpsBot.Bot.Channels.Slack;
using OpsBot.Loops.Engine;
using OpsBot.Tests.Bot.Channels.Teams;

namespace OpsBot.Tests.Bot.Channels;

/// <summary>What somebody is called, as another chat shows it.</summary>
public sealed class ChatNamesTests
{
    private const string Kim = "slack:U0KIM";

    private readonly MemoryChat memory = new();
    private readonly FakeTimeProvider clock = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_is_of_another_chat_is_named_and_who_is_of_this_one_stays_an_id()
    {
        var names = Names();
        await names.LearnAsync(Kim, "Kim Doe", Stop);
        (await names.InAsync("teams", Kim, Stop)).ShouldBe("Kim Doe (Slack)");
        (await names.InAsync("slack", Kim, Stop)).ShouldBe(Kim);
        (await Names().InAsync("teams", Kim, Stop)).ShouldBe("Kim Doe (Slack)");
    }

    [Theory]
    [InlineData("slack:U0LEAD")]
    [InlineData("<@U0LEAD> slack:U0LEAD")]
    [InlineData("  \u202e\u2066 ")]
    [InlineData("")]
    public async Task A_name_that_could_be_taken_for_an_id_or_is_none_leaves_the_id(string name)
    {
        var names = Names();
        await names.LearnAsync("teams:7f", name, Stop);
        (await names.InAsync("slack", "teams:7f", Stop)).ShouldBe("teams:7f");
    }

    [Fact]
    public async Task No_name_becomes_a_mention_or_a_second_line()
    {
        var names = Names();
        await names.LearnAsync("teams:7f", "<@U0LEAD>\n<!channel> *Kim*\u202e" + new string('x', 200), Stop);
        var shown = await names.InAsync("slack", "teams:7f", Stop);
        shown.ShouldStartWith("<@U0LEAD> <!channel> *Kim*x");
        shown.ShouldEndWith("… (Teams)");
        shown.Length.ShouldBeLessThan(80);
        SlackBlocks.Person(shown)["type"]!.GetValue<string>().ShouldBe("text");
        SlackBlocks.PersonInText(shown).ShouldNotContain("<");
    }

    [Fact]
    public async Task Who_is_not_known_stays_an_id_until_another_bot_learns_the_name_and_the_store_is_asked_once_a_second()
    {
        var names = Names();
        (await names.InAsync("teams", Kim, Stop)).ShouldBe(Kim);
        await Names().LearnAsync(Kim, "Kim", Stop);
        (await names.InAsync("teams", Kim, Stop)).ShouldBe(Kim);
        clock.Advance(TimeSpan.FromSeconds(1.1));
        (await names.InAsync("teams", Kim, Stop)).ShouldBe("Kim (Slack)");
    }

    [Theory]
    [InlineData("")]
    [InlineData("Kim")]
    [InlineData(":")]
    [InlineData("signal:1")]
    public async Task Ids_of_no_chat_that_has_names_stay_as_they_are(string id) =>
        (await Names().InAsync("slack", id, Stop)).ShouldBe(id);

    [Fact]
    public async Task A_name_is_kept_only_where_it_is_new()
    {
        var counted = new CountedMemory(memory);
        var names = new ChatNames(counted, clock, NullLogger<ChatNames>.Instance);
        foreach (var name in new[] { "Kim", "Kim", "Kim Doe", "Kim Doe" })
            await names.LearnAsync(Kim, name, Stop);
        await new ChatNames(counted, clock, NullLogger<ChatNames>.Instance).LearnAsync(Kim, "Kim Doe", Stop);
        counted.Kept.ShouldBe(["Kim", "Kim Doe"]);
    }

    [Fact]
    public async Task A_store_that_does_not_answer_leaves_ids_and_fails_nobody()
    {
        var names = new ChatNames(new CountedMemory(memory) { IsDown = true }, clock, NullLogger<ChatNames>.Instance);
        await names.LearnAsync(Kim, "Kim", Stop);
        (await names.InAsync("teams", Kim, Stop)).ShouldBe(Kim);
    }

    private ChatNames Names() => new(memory, clock, NullLogger<ChatNames>.Instance);

    private sealed class CountedMemory(IChatMemory inner) : IChatMemory
    {
        internal List<string> Kept { get; } = [];

        internal bool IsDown { get; init; }

        public Task<IReadOnlyDictionary<string, string>> AllAsync(string chat, CancellationToken cancel) =>
            IsDown ? throw new InvalidOperationException("down") : inner.AllAsync(chat, cancel);

        public Task<string?> FindAsync(string chat, string key, CancellationToken cancel) =>
            inner.FindAsync(chat, key, cancel);

        public Task KeepAsync(string chat, string key, string value, CancellationToken cancel)
        {
            if (IsDown)
                throw new InvalidOperationException("down");
            Kept.Add(value);
            return inner.KeepAsync(chat, key, value, cancel);
        }

        public Task ForgetAsync(string chat, string key, CancellationToken cancel) =>
            inner.ForgetAsync(chat, key, cancel);
    }
}
