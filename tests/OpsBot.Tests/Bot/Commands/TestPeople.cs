using OpsBot.Bot.Channels;
using OpsBot.Loops.People;

namespace OpsBot.Tests.Bot.Commands;

/// <summary>A chat that knows everybody.</summary>
internal sealed class TestPeople : IChatPeople
{
    public string Chat => "test";

    public Task<Person> FindAsync(string user, CancellationToken cancel) =>
        Task.FromResult(new Person("test:" + user, user, IsOurs: true));
}
