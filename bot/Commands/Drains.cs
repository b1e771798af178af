namespace OpsBot.Bot.Commands;

/// <summary>Says how what waited for the end of a pause goes on.</summary>
internal static class Drains
{
    /// <summary><c>12 runs that waited go on now, the last of them in 2 s.</c></summary>
    internal static string Words(Resumed resumed)
    {
        var goOn = resumed.Waited == 1 ? "1 run that waited goes on" : $"{resumed.Waited} runs that waited go on";
        return resumed.Drain < TimeSpan.FromSeconds(1) ? $"{goOn} now."
            : resumed.Drain < TimeSpan.FromMinutes(2)
                ? $"{goOn} one after the other, the last in {(int)Math.Ceiling(resumed.Drain.TotalSeconds)} s."
            : $"{goOn} one after the other, the last in {Lasting.Words(resumed.Drain)}.";
    }

    /// <summary>Several loops together.</summary>
    internal static string Words(IReadOnlyList<Resumed> resumed) =>
        Words(new Resumed(resumed[0].Loop, resumed.Sum(it => it.Waited), resumed.Max(it => it.Drain)));
}
