using System.Security.Cryptography;
using System.Text;
using OpsBot.Loops.Engine;

namespace OpsBot.Loops.People;

/// <summary>
/// Lets people say who they are in another chat: a code that one of their selves is given, and the other types. That both chats
/// vouch for whoever types it is all that is proved, and enough, since a link gives nobody anything.
/// </summary>
public sealed class LinkDesk(ILinkStore links, TimeProvider clock)
{
    /// <summary>How long a code is good.</summary>
    public static readonly TimeSpan GoodFor = TimeSpan.FromMinutes(10);

    /// <summary>Fifty random bits: more than can be guessed, or looked for by its hash, while a code is good.</summary>
    private const int Length = 10;
    private const string Alphabet = "0123456789abcdefghjkmnpqrstvwxyz";

    /// <summary>Gives a code, in place of the one this person was given before.</summary>
    /// <returns>The code as people read it: <c>k7m2d-9qxvn</c>.</returns>
    public async Task<string> OfferAsync(Person person, CancellationToken cancel)
    {
        var code = RandomNumberGenerator.GetString(Alphabet, Length);
        await links.OfferAsync(new LinkOffer(HashOf(code), person.Id, clock.GetUtcNow() + GoodFor), cancel);
        return $"{code[..(Length / 2)]}-{code[(Length / 2)..]}";
    }

    /// <summary>Takes a code that was given in another chat.</summary>
    /// <param name="typed">As it was typed; untrusted text.</param>
    /// <param name="person">Who typed it.</param>
    /// <param name="cancel">Stops the store.</param>
    public Task<LinkTaken> TakeAsync(string typed, Person person, CancellationToken cancel) =>
        links.TakeAsync(HashOf(Plain(typed)), person.Id, cancel);

    /// <summary>Ends the link that this person made.</summary>
    /// <returns>It; nothing where there was none.</returns>
    public Task<PersonLink?> EndAsync(Person person, CancellationToken cancel) => links.EndAsync(person.Id, cancel);

    private static string HashOf(string code) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(code)));

    /// <summary>Capitals, strokes, and letters that look like figures are what people type.</summary>
    private static string Plain(string typed) =>
        string.Concat(typed.ToLowerInvariant().Where(char.IsAsciiLetterOrDigit).Select(Read));

    private static char Read(char letter) =>
        letter switch
        {
            'o' => '0',
            'i' or 'l' => '1',
            _ => letter,
        };
}
