using GraphQL;

namespace OpsBot.Sandbox.Shopify.Graph;

/// <summary>An error of a field that ran, as it is written into the answer.</summary>
internal static class RunError
{
    internal static Dictionary<string, object?> Of(ExecutionError error)
    {
        Dictionary<string, object?> extensions = new(StringComparer.Ordinal)
        {
            ["code"] = error.Code ?? "INTERNAL_SERVER_ERROR",
        };
        foreach (var (key, value) in error.Extensions ?? [])
            extensions[key] = value;
        Dictionary<string, object?> body = new(StringComparer.Ordinal) { ["message"] = error.Message };
        if (error.Locations is { } places)
            body["locations"] = places.Select(place => StaticErrors.Place(place.Line, place.Column)).ToList();
        body["extensions"] = extensions;
        if (error.Path is not null)
            body["path"] = error.Path.ToList();
        return body;
    }
}
