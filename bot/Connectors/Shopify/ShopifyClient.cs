using System.Net;
using System.Text.Json;
using OpsBot.Bot.Http;

namespace OpsBot.Bot.Connectors.Shopify;

/// <summary>
/// Calls Shopify's Admin API. An answer is read in four layers: the HTTP status, the errors at its top, the errors inside a
/// mutation's payload, and a payload that is not there. shopify.dev/docs/api/admin-graphql
/// </summary>
internal sealed partial class ShopifyClient(
    OutsideClient http,
    ShopifyTokens tokens,
    ShopifyOptions options,
    ShopifyPace pace,
    ILogger<ShopifyClient> logger
)
{
    /// <summary>What Shopify is called in failures.</summary>
    internal const string Name = "Shopify";

    private readonly string path = $"admin/api/{options.ApiVersion}/graphql.json";
    private int versionTold;

    /// <summary>Reads.</summary>
    /// <returns>The <c>data</c> of the answer, whole but for customers that may not be seen.</returns>
    /// <exception cref="OutsideException">The shop could not be read.</exception>
    internal async Task<JsonElement> QueryAsync(ShopifyDocument document, object variables, CancellationToken cancel)
    {
        var read = await SendAsync(document, variables, Safety.Read, cancel);
        // Half an answer could hide what speaks against a refund.
        if (read.Errors.Any(error => !error.HidesCustomer))
            throw read.Failure(Safety.Read);
        return read.Data ?? throw read.Unclear(Safety.Read);
    }

    /// <summary>
    /// Writes. Also where a key makes it safe to repeat, a lost answer is settled by looking before it is sent again: the key
    /// is the second guard, not the first.
    /// </summary>
    /// <returns>The payload, or Shopify's refusal.</returns>
    /// <exception cref="OutsideException">It did not happen, or may have.</exception>
    internal async Task<ShopifyAnswer> MutateAsync(ShopifyDocument document, object variables, CancellationToken cancel)
    {
        var wrote = await SendAsync(document, variables, Safety.Write, cancel);
        var payload = wrote.Data is { } data ? data.EnumerateObject().FirstOrDefault().Value : default;
        var isThere = payload.ValueKind is JsonValueKind.Object;
        if (!isThere && wrote.Errors.Count > 0)
            throw wrote.Failure(Safety.Write);
        if (wrote.Data is null)
            throw wrote.Unclear(Safety.Write);

        // The write happened, one of its fields may not be seen: repeating it would do it twice.
        foreach (var error in wrote.Errors)
            Log.WroteButHid(logger, document.Name, error.Message);
        return ShopifyAnswer.Read(isThere ? payload : null);
    }

    private async Task<Reply> SendAsync(
        ShopifyDocument document,
        object variables,
        Safety safety,
        CancellationToken cancel
    )
    {
        var pass = await pace.EnterAsync(document, cancel);
        ShopifyCost? cost = null;
        try
        {
            var answer = await PostAsync(document, variables, safety, cancel);
            if (!answer.IsSuccess)
                throw answer.Broken(Words(answer.Status));
            NoteVersion(answer);
            var json = answer.Json(safety);
            cost = ShopifyCost.Read(json);
            return new Reply(answer, json.Get("data"), ShopifyErrors.Read(json), cost);
        }
        finally
        {
            pace.Leave(document, pass, cost);
        }
    }

    private async Task<OutsideResponse> PostAsync(
        ShopifyDocument document,
        object variables,
        Safety safety,
        CancellationToken cancel
    )
    {
        var token = await tokens.CurrentAsync(refused: null, cancel);
        try
        {
            return await http.SendAsync(Name, () => Request(document, variables, token), safety, cancel);
        }
        catch (OutsideException failure) when (failure.Status == (int)HttpStatusCode.Unauthorized && tokens.CanRenew)
        {
            var renewed = await tokens.CurrentAsync(refused: token, cancel);
            return await http.SendAsync(Name, () => Request(document, variables, renewed), safety, cancel);
        }
    }

    private HttpRequestMessage Request(ShopifyDocument document, object variables, string token) =>
        new(HttpMethod.Post, path)
        {
            Headers = { { "X-Shopify-Access-Token", token } },
            Content = JsonContent.Create(new { query = document.Text, variables }),
        };

    private static string Words(int status) =>
        status switch
        {
            404 => "there is no such shop, or no such version of its interface",
            423 => "the shop is locked",
            _ => "the call was turned away",
        };

    /// <summary>A version that is no longer served is silently replaced by an older or newer one.</summary>
    private void NoteVersion(OutsideResponse answer)
    {
        if (
            answer.Header("X-Shopify-API-Version") is { } served
            && served != options.ApiVersion
            && Interlocked.Exchange(ref versionTold, 1) == 0
        )
            Log.OtherVersion(logger, options.ApiVersion, served);
    }

    private sealed record Reply(
        OutsideResponse Answer,
        JsonElement? Data,
        IReadOnlyList<ShopifyError> Errors,
        ShopifyCost? Cost
    )
    {
        internal OutsideException Failure(Safety safety) => ShopifyErrors.Failure(Errors, Answer, Cost, safety);

        internal OutsideException Unclear(Safety safety) =>
            Answer.Unclear(safety, "answered with neither data nor errors");
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Shopify did what {Document} asked, but does not show all of it: {Error}")]
        internal static partial void WroteButHid(ILogger logger, string document, string error);

        [LoggerMessage(
            LogLevel.Warning,
            "Shopify answers as version {Served}, not {Asked}: set Connectors:Shopify:ApiVersion to one that is served"
        )]
        internal static partial void OtherVersion(ILogger logger, string asked, string served);
    }
}
