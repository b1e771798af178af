using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace OpsBot.Loops.Engine;

/// <summary>How facts, plans and questions are written down. Effects carry their record's name as <c>$effect</c>.</summary>
public sealed class EngineJson
{
    private const string EffectName = "$effect";

    private readonly JsonSerializerOptions options;
    private readonly JsonSerializerOptions withUnknown;

    /// <param name="effects">Every kind of effect there is.</param>
    public EngineJson(IEnumerable<Type> effects)
    {
        var known = effects.ToArray();
        options = Options(known);
        withUnknown = Options([.. known, typeof(UnknownEffect)]);
    }

    /// <summary>Writes a value down.</summary>
    public string Write<T>(T value) => JsonSerializer.Serialize(value, options);

    /// <summary>Reads a value that was written by <see cref="Write{T}"/>.</summary>
    /// <exception cref="JsonException">It was not, or holds an effect that no longer exists.</exception>
    public T Read<T>(string json) =>
        JsonSerializer.Deserialize<T>(json, options)
        ?? throw new JsonException($"null where a {typeof(T).Name} was expected");

    /// <summary>
    /// Reads a value that is to be shown or remembered: an effect that cannot be read becomes an <see cref="UnknownEffect"/>.
    /// </summary>
    /// <exception cref="JsonException">It cannot be read even so.</exception>
    public T ReadToShow<T>(string json)
    {
        try
        {
            return Read<T>(json);
        }
        catch (JsonException unreadable)
        {
            var value = JsonNode.Parse(json);
            PutPlaceholders(value);
            return value.Deserialize<T>(withUnknown)
                ?? throw new JsonException($"null where a {typeof(T).Name} was expected", unreadable);
        }
    }

    /// <summary>A fingerprint of a value: SHA-256 of how it is written, in hexadecimal.</summary>
    public string Fingerprint<T>(T value) =>
        Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(value, options)));

    private static JsonSerializerOptions Options(Type[] effects)
    {
        var made = new JsonSerializerOptions(JsonSerializerDefaults.Web)
        {
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
            TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { info => NameEffects(info, effects) } },
        };
        made.MakeReadOnly();
        return made;
    }

    private void PutPlaceholders(JsonNode? value)
    {
        if (value is JsonObject effect && effect[EffectName] is { } name && !CanRead(effect))
        {
            effect.Clear();
            effect[EffectName] = nameof(UnknownEffect);
            effect["name"] = name.ToString();
            return;
        }

        var parts = value switch
        {
            JsonObject thing => thing.Select(property => property.Value),
            JsonArray list => list,
            _ => [],
        };
        foreach (var part in parts)
            PutPlaceholders(part);
    }

    private bool CanRead(JsonObject effect)
    {
        try
        {
            return effect.Deserialize<Effect>(options) is not null;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static void NameEffects(JsonTypeInfo info, Type[] known)
    {
        if (info.Type != typeof(Effect))
            return;
        info.PolymorphismOptions = new JsonPolymorphismOptions { TypeDiscriminatorPropertyName = EffectName };
        foreach (var effect in known)
            info.PolymorphismOptions.DerivedTypes.Add(new JsonDerivedType(effect, effect.Name));
    }
}
