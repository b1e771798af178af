using OpsBot.Sandbox.Faults;
using OpsBot.Sandbox.Teams;

namespace OpsBot.Tests.Sandbox.Faults;

public sealed class TeamsFaultsTests
{
    [Theory]
    [InlineData("/teams/connector/v3/conversations/1/pagedmembers")]
    [InlineData("/teams/openid/keys")]
    public async Task Teams_is_asked_too_often_in_its_own_words_wherever_it_is_asked(string path)
    {
        await using var host = await PretendHost.OpenAsync(
            services => services.AddPretendTeams(new PretendTeamsOptions()),
            routes => routes.MapPretendTeams("/teams")
        );
        await host.PostAsync(
            "/faults",
            new
            {
                system = "teams",
                fault = "too-many",
                seconds = 7,
                times = 1,
            }
        );
        var reply = await host.GetAsync(path);
        (reply.Status, reply.Headers["Retry-After"]).ShouldBe((429, "7"));
        reply.Json.GetProperty("error").GetProperty("code").GetString().ShouldBe("Throttled");
        (await host.GetAsync(path)).Status.ShouldNotBe(429);
        host.Get<ServerLog>().Of("teams").Select(entry => entry.Status).First().ShouldBe(429);
    }
}
