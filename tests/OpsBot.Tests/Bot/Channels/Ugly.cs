using CsCheck;

namespace OpsBot.Tests.Bot.Channels;

/// <summary>Words as nobody should write them, and somebody does.</summary>
internal static class Ugly
{
    private static readonly string[] Nasty =
    [
        "<!channel> <@U0LEAD> <#C0OPS> <!subteam^S1> <!here> <!date^1^{date}|x>",
        "<https://evil.example|your bank> https://evil.example/?q=1 #ops @here mailto:a@b.c",
        "[your bank](https://evil.example) ![x](https://evil.example/x.png) # Heading\n- list\n1. list",
        "*bold* _italic_ ~gone~ `code` ```block``` > quote :fire: &lt;!channel&gt; &amp;",
        "[x](javascript:alert(1)) <at>Kim Example</at> <AT>everyone</AT> ${payment.card} {{DATE(2026-03-01T09:00:00Z, SHORT)}}",
        "\u202Egnp.exe \u2066hidden\u2069 \u0000\u0007\u200F",
        "مرتجع تالف ‏(#1042) החזרה פגומה",
        "zero\u200Bwidth\u200D\u2060\uFEFF and\u00AD soft",
        "e" + new string('\u0301', 5_000),
        string.Concat(Enumerable.Repeat("👩‍👩‍👧‍👦", 800)),
        string.Concat(Enumerable.Repeat("𝕬𠀀🏳️‍🌈", 1_500)),
        string.Concat(Enumerable.Repeat("返品の理由", 2_000)),
        string.Join('\n', Enumerable.Range(0, 200).Select(line => $"line {line} of a long note")),
        new string('x', 10_000),
        "\uD83D lonely \uDE00",
        "\uDC00\uDC00\uD800",
        "line\r\nline\u2028line\tline",
        new string('&', 6_000),
        new string('<', 6_000),
        " \t\n ",
        "",
    ];

    internal static Gen<string> Words { get; } =
        Gen.OneOf(
            Gen.Int[0, Nasty.Length - 1].Select(at => Nasty[at]),
            Gen.String,
            Gen.String.Array[1, 40].Select(string.Concat)
        );
}
