namespace OpsBot.Bot.Store;

/// <summary>The bot cannot start on this database.</summary>
/// <param name="message">Why, and what would help.</param>
/// <param name="inner">The cause.</param>
internal sealed class UnusableStoreException(string message, Exception? inner = null) : Exception(message, inner);
