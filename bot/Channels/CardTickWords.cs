namespace OpsBot.Bot.Channels;

/// <summary>What is known of an effect, as people read it: a sign and words, never the sign alone.</summary>
internal static class CardTickWords
{
    internal static string Of(CardTick tick)
    {
        var (sign, words) = tick.State switch
        {
            EffectState.Planned => ("○", "still to come"),
            EffectState.Intended => ("…", "under way"),
            EffectState.NotDone => ("○", "not done"),
            EffectState.Uncertain => ("?", "unclear, being looked up"),
            EffectState.Done => ("…", "done, to be seen in its system yet"),
            EffectState.Confirmed => ("✓", "done and seen"),
            EffectState.Refused => ("✗", "refused"),
            _ => ("–", "left out"),
        };
        return $"{sign} {tick.Text} · {words}{(string.IsNullOrWhiteSpace(tick.Detail) ? "" : $" ({tick.Detail})")}";
    }
}
