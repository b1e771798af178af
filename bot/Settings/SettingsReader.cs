using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Reflection;
using Microsoft.Extensions.Configuration.Json;

namespace OpsBot.Bot.Settings;

/// <summary>
/// Reads each room's settings and collects everything that is wrong with them, so that a shop sees all of it at once.
/// </summary>
/// <param name="configuration">All sources together.</param>
internal sealed class SettingsReader(IConfiguration configuration)
{
    private readonly List<SettingProblem> problems = [];

    /// <summary>All sources together, for what has no fixed shape.</summary>
    internal IConfiguration Configuration => configuration;

    /// <summary>What is wrong so far.</summary>
    internal IReadOnlyList<SettingProblem> Problems => problems;

    /// <summary>Adds something that is wrong.</summary>
    /// <param name="key">The setting: <c>Loops:Returns:Rules</c>.</param>
    /// <param name="says">What is wrong with it and what would be right.</param>
    internal void Add(string key, string says) => problems.Add(new SettingProblem(key, says));

    /// <summary>Reads one section. Where something is wrong the answer is not fit for use, and <see cref="Problems"/> says why.</summary>
    /// <param name="section">Its key: <c>Connectors:Shopify</c>.</param>
    internal T Read<T>(string section)
        where T : class, new()
    {
        RefuseSecretsInFiles(typeof(T), section);
        T settings;
        try
        {
            settings = configuration.GetSection(section).Get<T>() ?? new T();
        }
        catch (InvalidOperationException error)
        {
            Add(section, error.InnerException is { } inner ? $"{error.Message} {inner.Message}" : error.Message);
            return new T();
        }

        foreach (var result in Check(settings))
        foreach (var name in result.MemberNames.DefaultIfEmpty(""))
            Add(
                name.Length == 0 ? section : $"{section}:{name}",
                Describe(typeof(T), name, result.ErrorMessage ?? "is wrong")
            );
        return settings;
    }

    /// <summary>All that is wrong at once: the validator itself would look at the whole only where each part is right.</summary>
    private static List<ValidationResult> Check(object settings)
    {
        var context = new ValidationContext(settings);
        var results = new List<ValidationResult>();
        if (
            !Validator.TryValidateObject(settings, context, results, validateAllProperties: true)
            && settings is IValidatableObject whole
        )
            results.AddRange(
                whole.Validate(context).Where(result => !results.Exists(known => Names(known) == Names(result)))
            );
        return results;
    }

    private static string Names(ValidationResult result) => string.Join(' ', result.MemberNames);

    private static string Describe(Type type, string name, string error)
    {
        var property = type.GetProperty(name);
        var what = property?.GetCustomAttribute<DescriptionAttribute>()?.Description;
        var how =
            property?.IsDefined(typeof(SecretAttribute)) == true
                ? " (a secret: environment, user-secrets or a mounted file)"
                : "";
        return what is null ? error + how : $"{error} {what}{how}";
    }

    private void RefuseSecretsInFiles(Type type, string section)
    {
        if (configuration is not IConfigurationRoot root)
            return;
        var files = root
            .Providers.OfType<JsonConfigurationProvider>()
            .Where(file => IsSettingsFile(file.Source.Path))
            .ToList();
        foreach (var property in type.GetProperties().Where(property => property.IsDefined(typeof(SecretAttribute))))
        {
            var key = $"{section}:{property.Name}";
            if (files.Find(file => file.TryGet(key, out var value) && !string.IsNullOrEmpty(value)) is { } found)
                Add(
                    key,
                    $"is a secret and stands in {found.Source.Path}. Take it out there, change it where it was issued, and set it through the environment ({key.Replace(":", "__", StringComparison.Ordinal)}), user-secrets or a mounted file."
                );
        }
    }

    private static bool IsSettingsFile(string? path) =>
        Path.GetFileName(path)?.StartsWith("appsettings", StringComparison.OrdinalIgnoreCase) == true;
}

/// <summary>One thing that is wrong with the settings.</summary>
/// <param name="Key">The setting.</param>
/// <param name="Says">What is wrong and what would be right.</param>
internal sealed record SettingProblem(string Key, string Says);
