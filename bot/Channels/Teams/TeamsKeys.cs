using System.Text;
using System.Text.Json;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;
using OpsBot.Bot.Http;
using OpsBot.Bot.Settings;

namespace OpsBot.Bot.Channels.Teams;

/// <summary>
/// The keys that Teams signs with, as its OpenID document names them. The library's own keeper of them reads a changed document
/// behind the caller's back: the first click signed with a new key would be lost. Here the caller waits for it.
/// </summary>
internal sealed partial class TeamsKeys(
    OutsideClient outside,
    TeamsOptions options,
    TimeProvider clock,
    ILogger<TeamsKeys> log
) : IDocumentRetriever, IChatStanding, IDisposable
{
    /// <summary>What the far side is called in logs and cards.</summary>
    internal const string Name = "teams keys";

    /// <summary>So long a copy is used without looking.</summary>
    internal static readonly TimeSpan Fresh = TimeSpan.FromHours(12);

    /// <summary>Forged tokens must not make the bot ask more often than this.</summary>
    internal static readonly TimeSpan BetweenLooks = TimeSpan.FromMinutes(5);

    private const int SmallestKey = 2048;
    private readonly SemaphoreSlim oneAtATime = new(1);
    private volatile Copy? copy;
    private long lastLook;

    private volatile string? trouble;

    public string Chat => TeamsClient.Name;

    /// <summary>Without keys nothing that Teams sends is believed.</summary>
    public string? Trouble => trouble;

    public void Dispose() => oneAtATime.Dispose();

    /// <summary>How many keys sign for Teams now, asked anew.</summary>
    /// <exception cref="OutsideException">They cannot be read.</exception>
    internal async Task<int> CountAsync(CancellationToken cancel) => (await ReadAsync(cancel)).Keys.Count(IsForTeams);

    /// <summary>The key with an id; nothing where Teams has none.</summary>
    /// <exception cref="OutsideException">No key of Teams is known, and it cannot be asked.</exception>
    internal async Task<JsonWebKey?> FindAsync(string id, CancellationToken cancel)
    {
        if (copy is not { } known || !IsUsable(known, id))
            known = await LookAsync(id, cancel);
        return known.Keys.FirstOrDefault(key => key.Kid == id);
    }

    /// <summary>Reads the OpenID document and the keys it names.</summary>
    async Task<string> IDocumentRetriever.GetDocumentAsync(string address, CancellationToken cancel)
    {
        var from = new Uri(address, UriKind.Absolute);
        if (!Addresses.IsSafe(from))
            throw Resting.Barred(Name, $"the keys are named at an address that {Addresses.Wanted}");
        var answer = await outside.SendAsync(
            Name,
            () => new HttpRequestMessage(HttpMethod.Get, from),
            Safety.Read,
            cancel
        );
        return answer.IsSuccess ? Encoding.UTF8.GetString(answer.Body) : throw answer.Broken("there are no keys");
    }

    private bool IsUsable(Copy known, string id)
    {
        var isFresh = clock.GetElapsedTime(known.At) < Fresh && known.Keys.Any(key => key.Kid == id);
        return isFresh || clock.GetElapsedTime(Volatile.Read(ref lastLook)) < BetweenLooks;
    }

    private async Task<Copy> LookAsync(string id, CancellationToken cancel)
    {
        await oneAtATime.WaitAsync(cancel);
        try
        {
            if (copy is { } newer && IsUsable(newer, id))
                return newer;
            Volatile.Write(ref lastLook, clock.GetTimestamp());
            copy = await ReadAsync(cancel);
            trouble = null;
            return copy;
        }
        catch (OutsideException failure) when (copy is not null)
        {
            Log.NotRead(log, failure.Message);
            return copy!;
        }
        catch (OutsideException failure)
        {
            trouble = $"What people click and type is not taken: {failure.Message}";
            throw;
        }
        finally
        {
            oneAtATime.Release();
        }
    }

    /// <summary>It may sign what Teams sends.</summary>
    internal static bool IsForTeams(JsonWebKey key) =>
        key is { Kty: JsonWebAlgorithmsKeyTypes.RSA, KeySize: >= SmallestKey }
        && key.Use is null or "sig"
        && Endorsements(key).Contains(TeamsGuard.Channel, StringComparer.Ordinal);

    /// <summary>Which channels a key is for; Microsoft's own addition to what keys say.</summary>
    private static IEnumerable<string> Endorsements(JsonWebKey key) =>
        key.AdditionalData.TryGetValue("endorsements", out var value)
            ? value switch
            {
                JsonElement list => list.Items()
                    .Select(item => item.ValueKind is JsonValueKind.String ? item.GetString()! : ""),
                IEnumerable<object> list => list.OfType<string>(),
                _ => [],
            }
            : [];

    private async Task<Copy> ReadAsync(CancellationToken cancel)
    {
        try
        {
            var document = await OpenIdConnectConfigurationRetriever.GetAsync(
                options.OpenIdMetadataUrl.AbsoluteUri,
                this,
                cancel
            );
            return new Copy([.. document.JsonWebKeySet?.Keys ?? []], clock.GetTimestamp());
        }
        catch (Exception error) when (error is ArgumentException or InvalidOperationException or UriFormatException)
        {
            throw Resting.Barred(Name, "the OpenID document or its keys are not what they should be");
        }
    }

    private sealed record Copy(IReadOnlyList<JsonWebKey> Keys, long At);

    private static partial class Log
    {
        [LoggerMessage(
            Level = LogLevel.Warning,
            Message = "Teams: its keys could not be read again; those known are used: {Why}"
        )]
        internal static partial void NotRead(ILogger log, string why);
    }
}
