namespace OpsBot.Bot.Settings;

/// <summary>
/// The setting is a secret: it comes from the environment, user-secrets or a mounted file, and is refused in a settings file.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class SecretAttribute : Attribute;
