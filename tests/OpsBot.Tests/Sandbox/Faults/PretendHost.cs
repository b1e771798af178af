using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using OpsBot.Sandbox;
using OpsBot.Sandbox.Faults;

namespace OpsBot.Tests.Sandbox.Faults;

/// <summary>A host with pretend systems on a free port, their clock in the test's hands, and one caller.</summary>
internal sealed class PretendHost : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly HttpMessageInvoker caller = new(new SocketsHttpHandler { UseProxy = false });

    private PretendHost(WebApplication app, FakeTimeProvider clock)
    {
        this.app = app;
        Clock = clock;
    }

    internal FakeTimeProvider Clock { get; }

    internal FaultSwitch Faults => Get<FaultSwitch>();

    internal Ledger Ledger => Get<Ledger>();

    /// <summary>Sent with every call.</summary>
    internal Dictionary<string, string> Headers { get; } = new(StringComparer.OrdinalIgnoreCase);

    internal static async Task<PretendHost> OpenAsync(Action<IServiceCollection> add, Action<IEndpointRouteBuilder> map)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 11, 24, 9, 0, 0, TimeSpan.Zero));
        builder.Services.AddSingleton<TimeProvider>(clock);
        builder.Services.AddFaults();
        add(builder.Services);
        var host = new PretendHost(builder.Build(), clock);
        host.app.UseFaults();
        host.app.MapFaults();
        map(host.app);
        await host.app.StartAsync();
        return host;
    }

    internal T Get<T>()
        where T : notnull => app.Services.GetRequiredService<T>();

    internal Task<Reply> GetAsync(string path) => SendAsync(HttpMethod.Get, path);

    internal Task<Reply> PostAsync(string path, object body, params (string Name, string Value)[] headers) =>
        SendAsync(HttpMethod.Post, path, body, headers);

    internal async Task<Reply> SendAsync(
        HttpMethod method,
        string path,
        object? body = null,
        params (string Name, string Value)[] headers
    )
    {
        using var answer = await BeginAsync(method, path, body, headers);
        var read = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        var all = answer
            .Headers.Concat(answer.Content.Headers)
            .ToDictionary(pair => pair.Key, pair => string.Join(',', pair.Value), StringComparer.OrdinalIgnoreCase);
        return new Reply((int)answer.StatusCode, all, read);
    }

    /// <summary>Sends, and returns when the head of the answer is there.</summary>
    internal async Task<HttpResponseMessage> BeginAsync(
        HttpMethod method,
        string path,
        object? body = null,
        params (string Name, string Value)[] headers
    )
    {
        using var request = new HttpRequestMessage(method, app.Urls.First() + path);
        foreach (var (name, value) in Headers.Select(pair => (pair.Key, pair.Value)).Concat(headers))
        {
            request.Headers.Remove(name);
            request.Headers.TryAddWithoutValidation(name, value);
        }

        if (body is not null)
        {
            var text = body as string ?? JsonSerializer.Serialize(body);
            request.Content = new StringContent(text, Encoding.UTF8, "application/json");
        }

        return await caller.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        caller.Dispose();
        await app.DisposeAsync();
    }
}

/// <summary>What came back.</summary>
internal sealed record Reply(int Status, IReadOnlyDictionary<string, string> Headers, string Text)
{
    internal JsonElement Json => JsonSerializer.Deserialize<JsonElement>(Text);

    internal string? this[string name] => Json.GetProperty(name).ToString();
}
