using System.Text.Json;

namespace OpsBot.Sandbox.Slack.BlockKit;

/// <summary>What one kind of object may and must hold; anything beyond it is refused, as Slack does.</summary>
internal sealed class Shape(string type = "")
{
    private readonly Dictionary<string, Check> fields = new(StringComparer.Ordinal);
    private readonly List<string> needed = [];
    private readonly List<Check> together = [];

    /// <summary>The value of <c>type</c>; empty for objects that have none, such as an option.</summary>
    internal string Type => type;

    /// <summary>A block, which may always name itself.</summary>
    internal static Shape OfBlock(string type) => new Shape(type).May("block_id", Must.BeString(255));

    internal Shape Needs(string name, Check check)
    {
        needed.Add(name);
        return May(name, check);
    }

    internal Shape May(string name, Check check)
    {
        fields[name] = check;
        return this;
    }

    /// <summary>A rule about several fields at once.</summary>
    internal Shape Together(Check check)
    {
        together.Add(check);
        return this;
    }

    internal void Look(JsonElement value, Spot at)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            at.Refuse("must provide an object");
            return;
        }

        foreach (var name in needed.Where(name => !value.Has(name)))
            at.Refuse($"missing required field: {name}");
        foreach (var field in value.EnumerateObject())
            LookAt(field, at);
        foreach (var check in together)
            check(value, at);
    }

    private void LookAt(JsonProperty field, Spot at)
    {
        if (field.NameEquals("type") && type.Length > 0)
            return;
        if (!fields.TryGetValue(field.Name, out var check))
            at.Refuse($"invalid additional property: {field.Name}");
        else if (field.Value.ValueKind != JsonValueKind.Null)
            check(field.Value, at.In(field.Name));
    }
}
