using System.Text.Json;
using System.Text.Json.Nodes;

namespace OpsBot.Sandbox.Faults;

/// <summary>Fault orders as the page and the command line write them; a wrong one is answered with what would be right.</summary>
internal static class FaultJson
{
    private static readonly Dictionary<string, FaultKind> Kinds = Enum.GetValues<FaultKind>()
        .ToDictionary(Name, StringComparer.Ordinal);

    internal static JsonObject Describe(FaultSwitch faults) =>
        new()
        {
            ["armed"] = new JsonArray([.. faults.Armed.Select(Describe)]),
            ["systems"] = new JsonArray([.. FaultSwitch.Systems.Select(name => JsonValue.Create(name))]),
            ["faults"] = new JsonArray([.. Kinds.Keys.Select(name => JsonValue.Create(name))]),
        };

    /// <summary>The order, or what is wrong with it in one sentence.</summary>
    internal static (FaultOrder? Order, string? Wrong) Read(JsonElement body)
    {
        if (SystemOf(body) is not { } system)
            return (null, $"system must be one of: {string.Join(", ", FaultSwitch.Systems)}");
        if (Text(body, "fault") is not { } name || !Kinds.TryGetValue(name, out var kind))
            return (null, $"fault must be none or one of: {string.Join(", ", Kinds.Keys)}");
        if (!Whole(body, "times", 1, 1_000_000, out var times))
            return (null, "times must be a whole number from 1, or left out until the fault is cleared");
        if (!Whole(body, "seconds", 0, 3_600, out var seconds))
            return (null, "seconds must be a whole number from 0 to 3600");
        if (!Whole(body, "status", 500, 599, out var status))
            return (null, "status must be a whole number from 500 to 599");

        var order = new FaultOrder(system, kind)
        {
            Path = Text(body, "path"),
            Body = Text(body, "body"),
            Times = times,
        };
        return (
            order with
            {
                Wait = seconds is null ? order.Wait : TimeSpan.FromSeconds(seconds.Value),
                Status = status ?? order.Status,
            },
            null
        );
    }

    /// <summary>True for an order to switch off, with the system it is about or null for all.</summary>
    internal static bool IsClear(JsonElement body, out string? system)
    {
        system = SystemOf(body);
        return Text(body, "fault") == "none" && (system is not null || Text(body, "system") is null);
    }

    private static JsonNode Describe(FaultOrder order) =>
        new JsonObject
        {
            ["system"] = order.System,
            ["fault"] = Name(order.Kind),
            ["path"] = order.Path,
            ["body"] = order.Body,
            ["times"] = order.Times,
            ["seconds"] = order.Wait.TotalSeconds,
            ["status"] = order.Status,
        };

    private static string Name(FaultKind kind) => JsonNamingPolicy.KebabCaseLower.ConvertName(kind.ToString());

    private static string? SystemOf(JsonElement body) =>
        FaultSwitch.Systems.FirstOrDefault(system => system == Text(body, "system"));

    private static string? Text(JsonElement body, string name) =>
        Find(body, name) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;

    private static bool Whole(JsonElement body, string name, int least, int most, out int? number)
    {
        number = null;
        if (Find(body, name) is not { ValueKind: not JsonValueKind.Null } value)
            return true;
        if (value.ValueKind is not JsonValueKind.Number || !value.TryGetInt32(out var read))
            return false;
        number = read;
        return read >= least && read <= most;
    }

    private static JsonElement? Find(JsonElement body, string name) =>
        body.ValueKind is JsonValueKind.Object && body.TryGetProperty(name, out var value) ? value : null;
}
