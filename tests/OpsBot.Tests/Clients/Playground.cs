using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text.Json;
using System.Text.Json.Nodes;
using OpsBot.Bot.Channels.Teams;

namespace OpsBot.Tests.Clients;

/// <summary>
/// Microsoft's own local client of Teams (npm @microsoft/m365agentsplayground): its connector, driven over HTTP, and what its page
/// is told, as messages of a channel.
/// </summary>
internal sealed class Playground : IAsyncDisposable
{
    private readonly NodeScript script;
    private readonly DirectoryInfo folder;
    private readonly HttpClient http;
    private readonly ClientWebSocket stream = new();
    private readonly CancellationTokenSource end = new();
    private readonly List<PlaygroundMessage> messages = [];
    private readonly Lock gate = new();
    private Task reading = Task.CompletedTask;

    private Playground(NodeScript script, DirectoryInfo folder, HttpClient http)
    {
        (this.script, this.folder, this.http) = (script, folder, http);
    }

    /// <summary>Told after every message and every change of one.</summary>
    private event Action? Changed;

    /// <summary>Its page.</summary>
    internal Uri Page => http.BaseAddress!;

    /// <summary>Everything said, oldest first, as it stands now.</summary>
    internal IReadOnlyList<PlaygroundMessage> Messages
    {
        get
        {
            lock (gate)
                return [.. messages];
        }
    }

    /// <summary>What it wrote down about itself and the bot.</summary>
    internal string Log => File.ReadAllText(Path.Combine(folder.FullName, "playground.log"));

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>Starts it for a bot.</summary>
    /// <param name="bot">The bot's address.</param>
    /// <param name="http">What it is driven with.</param>
    /// <param name="tokens">It sends the tokens of an SDK: signed with a word that everybody knows.</param>
    internal static async Task<Playground> StartAsync(Uri bot, HttpClient http, bool tokens = false)
    {
        var port = FreePort();
        var home = Directory.CreateTempSubdirectory("opsbot-playground-");
        var config = PlaygroundPeople.Config.ToJsonString();
        await File.WriteAllTextAsync(Path.Combine(home.FullName, "config.yml"), config, Stop);
        var environment = new Dictionary<string, string>
        {
            ["TEAMSAPPTESTER_BROWSER"] = "none",
            ["M365_AGENTS_PLAYGROUND_CONFIG_PATH"] = "config.yml",
            ["M365_AGENTS_PLAYGROUND_LOGFILE"] = "playground.log",
        };
        if (tokens)
            environment["M365_AGENTS_PLAYGROUND_TARGET_SDK"] = "teams-ai-v2-dotnet";
        var door = new Uri(bot, "api/messages").AbsoluteUri;
        string[] arguments = ["-e", door, "-p", $"{port}", "--service-url", $"http://127.0.0.1:{port}/_connector"];
        var server = NodeScript.Start(
            "node_modules/@microsoft/m365agentsplayground/cli.js",
            ["start", "-c", "msteams", "--disable-telemetry", .. arguments],
            environment,
            home.FullName
        );
        http.BaseAddress = new Uri($"http://127.0.0.1:{port}/");
        var playground = new Playground(server, home, http);
        await playground.OpenAsync(port);
        return playground;
    }

    /// <summary>Adds the app to a channel's team, or to a chat.</summary>
    internal Task InstallAsync(string conversation) =>
        PostAsync($"_debug/conversation/{Uri.EscapeDataString(conversation)}/installation", []);

    /// <summary>The one who sits before it says something, to the bot by name where it is in a channel.</summary>
    /// <returns>The message's id.</returns>
    internal async Task<string> SayAsync(string conversation, string text)
    {
        const string mention = "<at>OpsBot</at>";
        var message = new JsonObject
        {
            ["type"] = "text",
            ["textFormat"] = "plain",
            ["text"] = $"{mention} {text}",
            ["from"] = new JsonObject { ["id"] = PlaygroundPeople.Ada },
            ["mentions"] = new JsonArray(
                new JsonObject
                {
                    ["mentioned"] = new JsonObject { ["id"] = PlaygroundPeople.Bot, ["name"] = "OpsBot" },
                    ["text"] = mention,
                }
            ),
        };
        if (conversation == PlaygroundPeople.Chat)
        {
            message["text"] = text;
            message.Remove("mentions");
        }

        var said = await PostAsync(
            $"_conversation/v1/conversations/{Uri.EscapeDataString(conversation)}/messages",
            message
        );
        return said!["messageId"]!.GetValue<string>();
    }

    /// <summary>Puts a card into the channel in the bot's name.</summary>
    internal async Task<PlaygroundMessage> ForgeAsync(JsonObject card)
    {
        var thread = new JsonObject
        {
            ["isGroup"] = true,
            ["tenantId"] = PlaygroundPeople.Tenant,
            ["channelData"] = new JsonObject { ["channel"] = new JsonObject { ["id"] = PlaygroundPeople.Channel } },
            ["activity"] = TeamsMessage.Card(card, "A card"),
        };
        var id = (await PostAsync("_connector/v3/conversations", thread))!["activityId"]!.GetValue<string>();
        return await MessageAsync(message => message.Id == id);
    }

    /// <summary>Somebody clicks a button of a card.</summary>
    /// <returns>What the bot answers: status, type, value.</returns>
    internal async Task<JsonObject> ExecuteAsync(string user, PlaygroundMessage card, JsonObject action)
    {
        var click = new JsonObject
        {
            ["name"] = "adaptiveCard/action",
            ["value"] = new JsonObject { ["action"] = action.DeepClone() },
            ["from"] = new JsonObject { ["id"] = user },
            ["conversation"] = new JsonObject { ["id"] = card.Conversation },
            ["replyToId"] = card.Id,
        };
        return (await PostAsync("_conversation/v1/invoke", click))!.AsObject();
    }

    /// <summary>The first message that is as wanted, now or once a post or an update makes it so.</summary>
    internal async Task<PlaygroundMessage> MessageAsync(Func<PlaygroundMessage, bool> wanted)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        patience.CancelAfter(TimeSpan.FromSeconds(40));
        var found = new TaskCompletionSource<PlaygroundMessage>(TaskCreationOptions.RunContinuationsAsynchronously);
        Changed += Look;
        try
        {
            Look();
            return await found.Task.WaitAsync(patience.Token);
        }
        catch (OperationCanceledException late)
        {
            throw new ShouldAssertException($"it never came; what did:\n{string.Join('\n', Messages)}\n{Log}", late);
        }
        finally
        {
            Changed -= Look;
        }

        void Look()
        {
            if (Messages.FirstOrDefault(wanted) is { } it)
                found.TrySetResult(it);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await end.CancelAsync();
        await reading;
        stream.Dispose();
        end.Dispose();
        await script.DisposeAsync();
        folder.Delete(recursive: true);
    }

    private async Task OpenAsync(int port)
    {
        // It takes another port where this one was taken meanwhile, and says so before it read its settings.
        (await script.LineAsync()).ShouldBe($"Listening on {port}");
        (await http.GetStringAsync(new Uri("_debug/ping", UriKind.Relative), Stop)).ShouldBe("pong", Log);
        Log.ShouldNotContain("error Reason");
        var address = new UriBuilder(Page) { Scheme = "ws", Path = "_ws_conversation/v1/conversations/stream" };
        await stream.ConnectAsync(address.Uri, Stop);
        reading = ReadAsync(end.Token);
    }

    private async Task<JsonNode?> PostAsync(string path, JsonObject body)
    {
        using var answer = await http.PostAsJsonAsync(path, body, Stop);
        var said = await answer.Content.ReadAsStringAsync(Stop);
        if (!answer.IsSuccessStatusCode)
            throw new HttpRequestException($"{path}: {(int)answer.StatusCode} {said}");
        return said.Length == 0 ? null : JsonNode.Parse(said);
    }

    private async Task ReadAsync(CancellationToken cancel)
    {
        var buffer = new byte[1024 * 1024];
        try
        {
            while (true)
            {
                var length = 0;
                ValueWebSocketReceiveResult part;
                do
                {
                    part = await stream.ReceiveAsync(buffer.AsMemory(length), cancel);
                    length += part.Count;
                } while (!part.EndOfMessage);
                if (part.MessageType is WebSocketMessageType.Close)
                    return;
                Take(JsonSerializer.Deserialize<JsonElement>(buffer.AsSpan(0, length)));
            }
        }
        catch (Exception over) when (over is OperationCanceledException or WebSocketException)
        {
            // It is over.
        }
    }

    private void Take(JsonElement told)
    {
        if (told.Text("message", "messageId") is not { } id)
            return;
        lock (gate)
        {
            var known = messages.FindIndex(message => message.Id == id);
            if (known < 0)
                messages.Add(
                    new PlaygroundMessage(
                        id,
                        told.Text("message", "postConversationId") ?? told.Text("actionConversationId") ?? "",
                        told.At("message")
                    )
                );
            else
                messages[known] = messages[known] with
                {
                    Raw = told.At("message"),
                    Updates = messages[known].Updates + 1,
                };
        }

        Changed?.Invoke();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

/// <summary>A message as the playground's page shows it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Conversation">The conversation, in a channel with its thread.</param>
/// <param name="Raw">What the page is told.</param>
internal sealed record PlaygroundMessage(string Id, string Conversation, JsonElement Raw)
{
    /// <summary>How often it was changed.</summary>
    public int Updates { get; init; }

    /// <summary>Everything in it.</summary>
    internal string Text => Raw.GetRawText();

    /// <summary>The buttons on its card that reach the bot, also those of small cards below.</summary>
    internal IReadOnlyList<JsonObject> Buttons => [.. PlaygroundCard.Buttons(Raw)];

    public override string ToString() =>
        $"{Id} in {Conversation}, changed {Updates} times: {Text[..Math.Min(400, Text.Length)]}";
}

/// <summary>Reads cards.</summary>
internal static class PlaygroundCard
{
    /// <summary>Its buttons that reach the bot.</summary>
    internal static IEnumerable<JsonObject> Buttons(JsonElement element) =>
        element.ValueKind switch
        {
            JsonValueKind.Array => element.EnumerateArray().SelectMany(Buttons),
            JsonValueKind.Object => element
                .EnumerateObject()
                .Where(member => member.Name != "refresh")
                .SelectMany(member => Buttons(member.Value))
                .Concat(element.Text("type") == "Action.Execute" ? [JsonObject.Create(element)!] : (JsonObject[])[]),
            _ => [],
        };
}
