using System.Globalization;
using System.Text.Json;

namespace OpsBot.Sandbox.Slack.BlockKit;

/// <summary>A rule for one JSON value; what is wrong with it goes to the spot.</summary>
internal delegate void Check(JsonElement value, Spot at);

/// <summary>A place in the JSON under examination, named the way Slack names it: a JSON pointer.</summary>
internal readonly record struct Spot(string Pointer, List<string> Found)
{
    internal Spot In(string name) => this with { Pointer = $"{Pointer}/{name}" };

    internal Spot In(int index) => In(index.ToString(CultureInfo.InvariantCulture));

    internal void Refuse(string reason) => Found.Add($"{reason} [json-pointer:{Pointer}]");
}
