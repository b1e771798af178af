using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace OpsBot.Loops.Engine;

/// <summary>How facts, plans and questions are written down. Effects carry their record's name as <c>$effect</c>.</summary>
public sealed class EngineJson
{
    private readonly JsonSerializerOptions options;

    /// <param name="effects">Every kind of effect there is.</param>
    public EngineJson(IEnumerable<Type> effects)
    {
        var known = effects.ToArray();
        options = new JsonSerializerOptions(JsonSerializerDefaults.Web)
        {
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
            TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { info => NameEffects(info, known) } },
        };
        options.MakeReadOnly();
    }

    /// <summary>Writes a value down.</summary>
    public string Write<T>(T value) => JsonSerializer.Serialize(value, options);

    /// <summary>Reads a value that was written by <see cref="Write{T}"/>.</summary>
    /// <exception cref="JsonException">It was not, or holds an effect that no longer exists.</exception>
    public T Read<T>(string json) =>
        JsonSerializer.Deserialize<T>(json, options)
        ?? throw new JsonException($"null where a {typeof(T).Name} was expected");

    /// <summary>A fingerprint of a value: SHA-256 of how it is written, in hexadecimal.</summary>
    public string Fingerprint<T>(T value) =>
        Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(value, options)));

    private static void NameEffects(JsonTypeInfo info, Type[] known)
    {
        if (info.Type != typeof(Effect))
            return;
        info.PolymorphismOptions = new JsonPolymorphismOptions { TypeDiscriminatorPropertyName = "$effect" };
        foreach (var effect in known)
            info.PolymorphismOptions.DerivedTypes.Add(new JsonDerivedType(effect, effect.Name));
    }
}
