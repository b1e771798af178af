using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using OpsBot.Sandbox.Faults;
using OpsBot.Sandbox.Teams;

namespace OpsBot.Tests.Sandbox.Teams;

/// <summary>A pretend Teams on a real port, called as a bot calls it.</summary>
internal sealed class TeamsRoom : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly HttpClient http;

    private TeamsRoom(WebApplication app, FakeTimeProvider clock)
    {
        (this.app, Clock) = (app, clock);
        http = app.Services.GetRequiredService<IHttpClientFactory>().CreateClient("test");
    }

    internal FakeTimeProvider Clock { get; }

    internal PretendTeams Teams => app.Services.GetRequiredService<PretendTeams>();

    internal CardClicks Clicks => app.Services.GetRequiredService<CardClicks>();

    internal FaultSwitch Faults => app.Services.GetRequiredService<FaultSwitch>();

    internal PretendTeamsOptions Options => app.Services.GetRequiredService<PretendTeamsOptions>();

    /// <summary>Where the connector is called; where activities say, unless a test says otherwise.</summary>
    internal string? Service { get; set; }

    internal static CancellationToken Stop => TestContext.Current.CancellationToken;

    internal static async Task<TeamsRoom> OpenAsync(Action<PretendTeamsOptions>? set = null)
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 11, 24, 9, 0, 0, TimeSpan.Zero));
        var options = new PretendTeamsOptions();
        set?.Invoke(options);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseSetting("urls", "http://127.0.0.1:0");
        builder.Services.AddSingleton<TimeProvider>(clock).AddPretendTeams(options);
        var far = builder.Build();
        far.MapPretendTeams("/teams");
        await far.StartAsync(Stop);
        var room = new TeamsRoom(far, clock);
        room.Teams.Levers.Conversations.Install(options.ChannelId);
        return room;
    }

    /// <summary>Asks for a token.</summary>
    internal async Task<(int Status, JsonObject Body)> TokenAsync(params (string Name, string Value)[] changes)
    {
        var form = new Dictionary<string, string>
        {
            ["tenant"] = Options.TenantId,
            ["grant_type"] = "client_credentials",
            ["client_id"] = Options.AppId,
            ["client_secret"] = Options.ClientSecret,
            ["scope"] = Options.Scope,
        };
        foreach (var (name, value) in changes)
            form[name] = value;
        if (form.ContainsKey("client_assertion"))
            form.Remove("client_secret");
        var address = new Uri(Teams.Levers.Address.Login, $"{form["tenant"]}/oauth2/v2.0/token");
        using var content = new FormUrlEncodedContent(form);
        using var answer = await http.PostAsync(address, content, Stop);
        return ((int)answer.StatusCode, (await answer.Content.ReadFromJsonAsync<JsonObject>(Stop))!);
    }

    /// <summary>Calls the connector with a good token.</summary>
    internal async Task<(int Status, JsonObject? Body)> CallAsync(
        HttpMethod method,
        string path,
        JsonObject? body = null,
        string type = "application/json; charset=utf-8"
    )
    {
        var token = await GoodTokenAsync();
        using var request = new HttpRequestMessage(method, (Service ?? Teams.Levers.Address.Service) + "v3/" + path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        if (body is not null)
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body.ToJsonString()))
            {
                Headers = { ContentType = MediaTypeHeaderValue.Parse(type) },
            };
        using var answer = await http.SendAsync(request, Stop);
        var text = await answer.Content.ReadAsStringAsync(Stop);
        return ((int)answer.StatusCode, text.Length == 0 ? null : JsonNode.Parse(text)!.AsObject());
    }

    /// <summary>Asks Graph which of these groups somebody is in.</summary>
    internal async Task<(int Status, JsonObject Body)> GroupsAsync(
        string? person,
        string? token,
        params string[] groups
    )
    {
        var address = new Uri(Teams.Levers.Address.Graph, $"v1.0/users/{person}/checkMemberGroups");
        using var request = new HttpRequestMessage(HttpMethod.Post, address);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token ?? await GraphTokenAsync());
        request.Content = JsonContent.Create(new { groupIds = groups });
        using var answer = await http.SendAsync(request, Stop);
        return ((int)answer.StatusCode, (await answer.Content.ReadFromJsonAsync<JsonObject>(Stop))!);
    }

    internal async Task<string> GoodTokenAsync() => (await TokenAsync()).Body["access_token"]!.GetValue<string>();

    private async Task<string> GraphTokenAsync() =>
        (await TokenAsync(("scope", Options.GraphScope))).Body["access_token"]!.GetValue<string>();

    /// <summary>Says something in the ops channel, or elsewhere.</summary>
    internal Task<(int Status, JsonObject? Body)> SayAsync(JsonObject activity, string? conversation = null) =>
        CallAsync(HttpMethod.Post, $"conversations/{Escaped(conversation ?? Options.ChannelId)}/activities", activity);

    internal static JsonObject Text(string text) => new() { ["type"] = "message", ["text"] = text };

    internal static string Escaped(string id) => Uri.EscapeDataString(id);

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await app.DisposeAsync();
    }
}
