using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using OpsBot.Bench.Speed.Far;

namespace OpsBot.Bench.Speed.Load;

/// <summary>The lead of operations, who types commands in Slack and reads what is answered.</summary>
/// <param name="bot">The bot's address.</param>
/// <param name="far">Where Slack is.</param>
/// <param name="slack">Slack, which brings answers that take long.</param>
internal sealed class Lead(Uri bot, Uri far, FarSlack slack) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private readonly Client client = new(bot);

    /// <summary>Types a command.</summary>
    /// <param name="text">What is typed after <c>/ops</c>.</param>
    /// <param name="expects">Words that the answer must hold.</param>
    /// <returns>How long the answer took.</returns>
    /// <exception cref="InvalidOperationException">The answer was another one.</exception>
    internal async Task<TimeSpan> TypeAsync(string text, string expects)
    {
        var id = RandomNumberGenerator.GetHexString(16, lowercase: true);
        var command = Events.Command(text, new Uri(far, FarSlack.ToldAt + id), TimeProvider.System.GetUtcNow());
        var began = Stopwatch.GetTimestamp();
        var answer = await client.AskAsync(command);
        if (answer.Length == 0)
            answer = await slack.ToldAsync(id).WaitAsync(Patience);
        var took = Stopwatch.GetElapsedTime(began);
        return answer.Contains(expects, StringComparison.Ordinal)
            ? took
            : throw new InvalidOperationException(
                string.Create(CultureInfo.InvariantCulture, $"'{text}' was answered: {answer}")
            );
    }

    public void Dispose() => client.Dispose();
}
