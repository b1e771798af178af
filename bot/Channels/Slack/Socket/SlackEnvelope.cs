using System.Text.Json;
using System.Text.Json.Nodes;

namespace OpsBot.Bot.Channels.Slack.Socket;

/// <summary>What Slack sends through a socket, around what it would send over HTTP.</summary>
/// <param name="Id">What its acknowledgement names.</param>
/// <param name="Type"><c>events_api</c>, <c>interactive</c>, <c>slash_commands</c>.</param>
/// <param name="Payload">The same as over HTTP; a command is an object and not a form.</param>
/// <param name="TakesPayload">The acknowledgement may bring an answer.</param>
internal sealed record SlackEnvelope(string Id, string Type, JsonElement Payload, bool TakesPayload)
{
    /// <summary>Reads an envelope; nothing where it lacks something.</summary>
    internal static SlackEnvelope? In(JsonElement frame)
    {
        if (frame.Text("envelope_id") is not { Length: > 0 } id || frame.Text("type") is not { } type)
            return null;
        if (!frame.TryGetProperty("payload", out var payload) || payload.ValueKind is not JsonValueKind.Object)
            return null;
        var takes = frame.TryGetProperty("accepts_response_payload", out var accepts)
            ? accepts.ValueKind
            : JsonValueKind.False;
        return new SlackEnvelope(id, type, payload, takes is JsonValueKind.True);
    }

    /// <summary>What is taken: as over HTTP a command is named one by the way it came, not by what it says of itself.</summary>
    internal JsonElement Sent()
    {
        if (Type != SlackKind.Command)
            return Payload;
        var command = JsonObject.Create(Payload)!;
        command["type"] = SlackKind.Command;
        return JsonSerializer.SerializeToElement(command);
    }

    /// <summary>The acknowledgement.</summary>
    internal string Ack(JsonObject? answer)
    {
        var ack = new JsonObject { ["envelope_id"] = Id };
        if (TakesPayload && answer is not null)
            ack["payload"] = answer.DeepClone();
        return SlackJson.Write(ack);
    }
}
