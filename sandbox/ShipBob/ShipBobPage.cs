using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.Extensions;

namespace OpsBot.Sandbox.ShipBob;

/// <summary>One page of a list; the neighbours are given as whole addresses, null where there is none.</summary>
internal sealed record ShipBobPage(int Number, int Size)
{
    private const int Usual = 50;
    private const int Largest = 250;

    internal static bool TryRead(HttpRequest request, string sizeName, [NotNullWhen(true)] out ShipBobPage? page)
    {
        page = null;
        if (!Read(request, "Cursor", 1, out var number) || !Read(request, sizeName, Usual, out var size))
            return false;
        page = new ShipBobPage(number, size);
        return number >= 1 && size is >= 1 and <= Largest;
    }

    internal JsonObject Write<T>(IReadOnlyList<T> all, HttpRequest request, Func<T, JsonNode> write)
    {
        var last = Math.Max(1, (all.Count + Size - 1) / Size);
        return new JsonObject
        {
            ["first"] = Number > 1 ? Address(request, 1) : null,
            ["prev"] = Number > 1 ? Address(request, Number - 1) : null,
            ["next"] = Number < last ? Address(request, Number + 1) : null,
            ["last"] = Number < last ? Address(request, last) : null,
            ["items"] = new JsonArray([.. all.Skip((Number - 1) * Size).Take(Size).Select(write)]),
        };
    }

    private static string Address(HttpRequest request, int number)
    {
        var query = request
            .Query.Where(pair => !pair.Key.Equals("Cursor", StringComparison.OrdinalIgnoreCase))
            .Append(new("Cursor", number.ToString(CultureInfo.InvariantCulture)));
        return UriHelper.BuildAbsolute(
            request.Scheme,
            request.Host,
            request.PathBase,
            request.Path,
            QueryString.Create(query)
        );
    }

    private static bool Read(HttpRequest request, string name, int otherwise, out int number)
    {
        var text = request.Query[name].ToString();
        number = otherwise;
        return text.Length == 0 || int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }
}
