namespace OpsBot.Bot.Channels;

/// <summary>Puts names for people of other chats into what a chat is to show.</summary>
internal static class Naming
{
    /// <summary>The card as a chat shows it.</summary>
    internal static async Task<Card> InAsync(this ChatNames names, string chat, Card card, CancellationToken cancel)
    {
        var inquiries = new List<Inquiry>();
        foreach (var inquiry in card.Inquiries)
        {
            inquiries.Add(
                inquiry with
                {
                    AskedBy = await names.InAsync(chat, inquiry.AskedBy, cancel),
                    Of = await names.MaybeInAsync(chat, inquiry.Of, cancel),
                    AnsweredBy = await names.MaybeInAsync(chat, inquiry.AnsweredBy, cancel),
                }
            );
        }

        return card with
        {
            By = await names.MaybeInAsync(chat, card.By, cancel),
            Claim = card.Claim is { } claim ? claim with { By = await names.InAsync(chat, claim.By, cancel) } : null,
            Inquiries = inquiries,
        };
    }

    /// <summary>Lines as a chat shows them.</summary>
    internal static async Task<IReadOnlyList<Line>> InAsync(
        this ChatNames names,
        string chat,
        IReadOnlyList<Line> lines,
        CancellationToken cancel
    )
    {
        var named = new List<Line>();
        foreach (var line in lines)
            named.Add(await names.InAsync(chat, line, cancel));
        return named;
    }

    /// <summary>A line as a chat shows it.</summary>
    internal static async Task<Line> InAsync(this ChatNames names, string chat, Line line, CancellationToken cancel) =>
        line with
        {
            By = await names.MaybeInAsync(chat, line.By, cancel),
            To = await names.MaybeInAsync(chat, line.To, cancel),
        };

    /// <summary>A person as a chat writes them; nothing where there is none.</summary>
    internal static async Task<string?> MaybeInAsync(
        this ChatNames names,
        string chat,
        string? person,
        CancellationToken cancel
    ) => person is null ? null : await names.InAsync(chat, person, cancel);
}
