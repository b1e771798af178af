using System.Buffers.Binary;
using System.Security.Cryptography;

namespace OpsBot.Loops.Engine;

/// <summary>
/// Makes ids: 16 lower-case characters of Crockford's base 32 that sort by time (32 bits of seconds since 2020, 48 random
/// bits), so that they can be made before the row exists, read aloud and typed in chat.
/// </summary>
public static class Id
{
    private const string Alphabet = "0123456789abcdefghjkmnpqrstvwxyz";
    private const int Length = 16;
    private static readonly DateTimeOffset Epoch = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>A new id.</summary>
    /// <param name="now">The moment it sorts by.</param>
    public static string New(DateTimeOffset now)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt32BigEndian(bytes[6..], (uint)(now - Epoch).TotalSeconds);
        RandomNumberGenerator.Fill(bytes[10..]);
        return Text(bytes);
    }

    /// <summary>The least id that a moment can have: all that were made later sort after it.</summary>
    public static string Least(DateTimeOffset at)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt32BigEndian(bytes[6..], (uint)Math.Max(0, (at - Epoch).TotalSeconds));
        return Text(bytes);
    }

    private static string Text(ReadOnlySpan<byte> bytes)
    {
        var bits = BinaryPrimitives.ReadUInt128BigEndian(bytes);
        return string.Create(
            Length,
            bits,
            static (text, rest) =>
            {
                for (var at = Length - 1; at >= 0; at--, rest >>= 5)
                    text[at] = Alphabet[(int)(rest & 31)];
            }
        );
    }
}

/// <summary>Names one run for ever. See <see cref="Id"/> for its form.</summary>
/// <param name="Value">16 characters.</param>
public readonly record struct RunId(string Value)
{
    /// <summary>A new run's id.</summary>
    public static RunId New(DateTimeOffset now) => new(Id.New(now));

    /// <inheritdoc/>
    public override string ToString() => Value;
}

/// <summary>Names one escalation for ever. See <see cref="Id"/> for its form.</summary>
/// <param name="Value">16 characters.</param>
public readonly record struct EscalationId(string Value)
{
    /// <summary>A new escalation's id.</summary>
    public static EscalationId New(DateTimeOffset now) => new(Id.New(now));

    /// <inheritdoc/>
    public override string ToString() => Value;
}

/// <summary>Names a loop as people type it: <c>returns</c>, <c>order-issues</c>.</summary>
/// <param name="Value">Lower case, words joined by hyphens.</param>
public readonly record struct LoopName(string Value)
{
    /// <inheritdoc/>
    public override string ToString() => Value;
}

/// <summary>
/// The idempotency key of one effect: the run and the effect's place in it. The same however often the effect is tried.
/// </summary>
/// <param name="Run">The run that carries the effect out.</param>
/// <param name="Step">Counts all effects of the run from 0, across its plans.</param>
public readonly record struct EffectKey(RunId Run, int Step)
{
    /// <summary>The key as a UUID, for systems that ask for one: the first 128 bits of SHA-256, marked as version 8 (RFC 9562).</summary>
    public Guid AsUuid()
    {
        var bytes = SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(ToString())).AsSpan(0, 16);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x80);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Run.Value}.{Step}";
}
