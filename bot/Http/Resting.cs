namespace OpsBot.Bot.Http;

/// <summary>The failure of a call that was not made, since its system takes no more of them just now.</summary>
internal static class Resting
{
    /// <summary>As if the system had said so itself.</summary>
    private const int TooManyRequests = 429;

    /// <summary>Nothing was sent.</summary>
    /// <param name="system">The system.</param>
    /// <param name="what">Which part of it: a method, a channel.</param>
    /// <param name="wait">How long it still rests.</param>
    internal static OutsideException For(string system, string what, TimeSpan wait) =>
        new(FailureKind.Safe, system, $"{what} is asked too often, waiting")
        {
            Status = TooManyRequests,
            RetryAfter = wait,
            HitsEverybody = true,
        };

    /// <summary>Nothing was sent, since the system takes nothing at all of the bot until somebody lets it in again.</summary>
    /// <param name="system">The system.</param>
    /// <param name="why">Why.</param>
    /// <param name="wait">When it is worth looking again.</param>
    internal static OutsideException Shut(string system, string why, TimeSpan wait) =>
        new(FailureKind.Safe, system, why) { RetryAfter = wait, HitsEverybody = true };

    /// <summary>Nothing was sent, and by itself it may be next time.</summary>
    /// <param name="system">The system.</param>
    /// <param name="why">Why.</param>
    internal static OutsideException Passing(string system, string why) => new(FailureKind.Safe, system, why);

    /// <summary>Nothing was sent, and nothing will be until somebody mends something.</summary>
    /// <param name="system">The system.</param>
    /// <param name="why">What to mend; without secrets and without personal data.</param>
    internal static OutsideException Barred(string system, string why) => new(FailureKind.Broken, system, why);
}
