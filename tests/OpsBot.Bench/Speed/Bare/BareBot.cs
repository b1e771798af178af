using System.Globalization;
using System.Net.Http.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpsBot.Bench.Speed.Engine;
using OpsBot.Bot.Http;

namespace OpsBot.Bench.Speed.Bare;

/// <summary>
/// What is left where there is no engine: the same door, the same three writes, each stage on disk before the next. It decides
/// nothing, remembers nothing and would find nothing again after a crash: the least such a run can cost on this platform.
/// </summary>
internal sealed class BareBot(BareWriter writer, IHttpClientFactory clients, Uri far) : IDisposable
{
    /// <summary>Says how many runs were closed.</summary>
    internal const string ClosedPath = "/closed";

    private const int AtOnce = 32;
    private readonly SemaphoreSlim gate = new(AtOnce);
    private int closed;

    /// <summary>The child's side: the far side, the own address, the folder.</summary>
    internal static async Task<int> RunAsync(string[] args)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(new Uri(args[1]).GetLeftPart(UriPartial.Authority));
        builder.Services.AddHttpClient("").RemoveAllLoggers();
        await using var app = builder.Build();
        var clients = app.Services.GetRequiredService<IHttpClientFactory>();
        using var writer = new BareWriter(Path.Combine(args[2], "bare.db"));
        using var bare = new BareBot(writer, clients, new Uri(args[0]));
        app.MapPost(BenchDoor.Path, (HttpRequest request) => bare.ReceiveAsync(request));
        app.MapGet("/health/ready", () => Results.Text("ready"));
        app.MapGet(ClosedPath, () => Results.Text(bare.closed.ToString(CultureInfo.InvariantCulture)));
        await app.RunAsync();
        return 0;
    }

    public void Dispose() => gate.Dispose();

    private async Task<IResult> ReceiveAsync(HttpRequest request)
    {
        if (await RawBody.ReadAsync(request, request.HttpContext.RequestAborted) is not { } body)
            return Results.StatusCode(StatusCodes.Status413PayloadTooLarge);
        if (!Signatures.Shopify(BenchDoor.Secret, body, request.Headers[BenchDoor.SignatureHeader]))
            return Results.StatusCode(StatusCodes.Status401Unauthorized);
        var order = Intake.ReadObject(body)!.Value.GetProperty("order").GetString()!;
        await writer.StoreAsync(order, 0, body);
        _ = Task.Run(() => AdvanceAsync(order));
        return Results.Ok();
    }

    private async Task AdvanceAsync(string order)
    {
        await gate.WaitAsync();
        try
        {
            var stage = 0;
            await writer.StoreAsync(order, ++stage, []);
            foreach (var place in BenchWrite.Places)
            {
                await WriteAsync(order, place);
                await writer.StoreAsync(order, ++stage, []);
            }

            Interlocked.Increment(ref closed);
        }
        finally
        {
            gate.Release();
        }
    }

    private async Task WriteAsync(string order, string place)
    {
        using var client = clients.CreateClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(far, $"{place}/{order}"));
        request.Headers.Add(BenchWriteActor.KeyHeader, $"{order}.{place}");
        request.Content = JsonContent.Create(new { order, note = "wrong_item" });
        using var answer = await client.SendAsync(request);
        answer.EnsureSuccessStatusCode();
        await answer.Content.ReadAsByteArrayAsync();
    }
}
