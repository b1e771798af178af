using System.Text.Json;
using OpsBot.Loops.People;

namespace OpsBot.Bot.Channels.Slack;

/// <summary>
/// Reads what people write under a card: where something is asked there, it is the answer
/// (docs.slack.dev/reference/events/message.channels). Anything else that people say to each other is theirs.
/// </summary>
internal sealed class SlackThreadHandler(ICardSubjects cards, CaseDesk desk, SlackPeople people) : ISlackHandler
{
    public IEnumerable<string> Takes => ["event_callback:message"];

    public async Task<SlackReply> HandleAsync(JsonElement payload, CancellationToken cancel)
    {
        if (!payload.TryGetProperty("event", out var said) || IsOfBot(said))
            return SlackReply.Nothing;
        if (
            said.Text("thread_ts") is not { } thread
            || said.Text("channel") is not { } channel
            || said.Text("user") is not { Length: > 0 } user
            || said.Text("text") is not { Length: > 0 } text
        )
            return SlackReply.Nothing;
        if (await cards.FindByHandleAsync($"{channel}:{thread}", cancel) is not { } question)
            return SlackReply.Nothing;
        var person = await people.PersonAsync(
            new SlackUser(user, user, said.Text("user_team") ?? said.Text("team") ?? payload.Text("team_id")),
            cancel
        );
        var words = ChatText.Cut(SlackText.Unescape(text), CaseDesk.MostWords);
        // Refused means that nothing is asked there, or not of them: people may talk under a card.
        await desk.AnswerAsync(question, words, person, $"slack:{channel}:{said.Text("ts")}", cancel);
        return SlackReply.Nothing;
    }

    private static bool IsOfBot(JsonElement said) => said.TryGetProperty("bot_id", out _);
}
