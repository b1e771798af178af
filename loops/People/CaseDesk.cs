using OpsBot.Loops.Engine;

namespace OpsBot.Loops.People;

/// <summary>
/// Takes what people do with a question before they decide it, whichever door it came through: who is on it, notes, inquiries.
/// </summary>
public sealed class CaseDesk(
    ICaseStore cases,
    IEscalationStore questions,
    Roles roles,
    SamePeople same,
    TimeProvider clock
)
{
    /// <summary>The longest note, inquiry or answer, in characters.</summary>
    public const int MostWords = 1_000;

    /// <summary>The person takes it on.</summary>
    public Task<CaseResult> ClaimAsync(EscalationId question, Person person, CancellationToken cancel) =>
        WithAsync(
            question,
            person,
            (asked, whole) =>
                asked.Claim is { } other && !whole.Is(other.By)
                    ? Task.FromResult<CaseResult>(OnIt(other))
                    : PutAsync(asked, person, person.Id, cancel),
            (asked, whole) => Approvals.Refusal(asked, whole, roles),
            cancel
        );

    /// <summary>Somebody is put on it by another, whoever was on it before.</summary>
    /// <param name="question">The question.</param>
    /// <param name="to">Who is to be on it: one of those who may decide it.</param>
    /// <param name="person">Who says so.</param>
    /// <param name="cancel">Stops the store.</param>
    public Task<CaseResult> AssignAsync(EscalationId question, Person to, Person person, CancellationToken cancel) =>
        WithAsync(
            question,
            to,
            (asked, _) => PutAsync(asked, person, to.Id, cancel),
            (asked, whole) =>
                NoRole(person)
                ?? (
                    Approvals.Refusal(asked, whole, roles) is null
                        ? null
                        : "They may not decide this, so it cannot be theirs."
                ),
            cancel
        );

    /// <summary>Nobody is on it any more.</summary>
    public Task<CaseResult> ReleaseAsync(EscalationId question, Person person, CancellationToken cancel) =>
        WithAsync(
            question,
            person,
            (asked, _) =>
                asked.Claim is null
                    ? Task.FromResult<CaseResult>(new CaseResult.Refused("Nobody is on it."))
                    : PutAsync(asked, person, null, cancel),
            (asked, whole) =>
                asked.Claim?.By == person.Id || (whole.Is(asked.Claim?.By) && roles.IsKnown(person))
                    ? null
                    : Approvals.Refusal(asked, whole, roles),
            cancel
        );

    /// <summary>Writes a note into the story of its run.</summary>
    /// <param name="question">The question.</param>
    /// <param name="words">The note; untrusted text.</param>
    /// <param name="person">Who.</param>
    /// <param name="key">Where the same note may come again, as a reply in a thread may: its id.</param>
    /// <param name="cancel">Stops the store.</param>
    public Task<CaseResult> NoteAsync(
        EscalationId question,
        string words,
        Person person,
        string? key,
        CancellationToken cancel
    ) =>
        WithAsync(
            question,
            person,
            async (asked, _) =>
                await cases.NoteAsync(asked.Id, words.Trim(), person.Id, key, cancel)
                    ? new CaseResult.Done(asked)
                    : Settled(),
            (_, _) => NoRole(person) ?? WordsRefusal(words),
            cancel
        );

    /// <summary>Asks for something that is to be known before it is decided.</summary>
    /// <param name="question">The question.</param>
    /// <param name="of">Who is to answer; anybody with a role where absent.</param>
    /// <param name="words">What is asked; untrusted text.</param>
    /// <param name="person">Who asks.</param>
    /// <param name="key">Where the same inquiry may come again, as a form may: its id.</param>
    /// <param name="cancel">Stops the store.</param>
    public Task<CaseResult> AskAsync(
        EscalationId question,
        Person? of,
        string words,
        Person person,
        string? key,
        CancellationToken cancel
    ) =>
        WithAsync(
            question,
            person,
            async (asked, _) =>
            {
                var now = clock.GetUtcNow();
                var inquiry = new Inquiry(InquiryId.New(now), asked.Id, words.Trim(), person.Id, now) { Of = of?.Id };
                return await cases.AskAsync(inquiry, key, cancel)
                    ? new CaseResult.Done(asked) { Inquiry = inquiry }
                    : Settled();
            },
            (_, _) =>
                NoRole(person)
                ?? WordsRefusal(words)
                ?? (of is { IsOurs: false } ? "They are not of this workspace, so they cannot be asked." : null),
            cancel
        );

    /// <summary>Answers an inquiry. Of several answers the first counts.</summary>
    /// <param name="inquiry">The inquiry.</param>
    /// <param name="words">The answer; untrusted text.</param>
    /// <param name="person">Who answers: whoever was asked, or anybody with a role.</param>
    /// <param name="key">Where the same answer may come again, as a reply in a thread may: its id.</param>
    /// <param name="cancel">Stops the store.</param>
    public async Task<CaseResult> AnswerAsync(
        InquiryId inquiry,
        string words,
        Person person,
        string? key,
        CancellationToken cancel
    ) =>
        await cases.FindAsync(inquiry, cancel) is { } found
            ? await AnswerAsync(found, words, person, key, cancel)
            : new CaseResult.Refused("This inquiry does not exist any more.");

    /// <summary>
    /// Answers the oldest open inquiry of a question that this person was asked, else the oldest that anybody may answer. What
    /// somebody else was asked is theirs to answer, and nobody answers what they asked themselves.
    /// </summary>
    /// <inheritdoc cref="AnswerAsync(InquiryId, string, Person, string?, CancellationToken)"/>
    public async Task<CaseResult> AnswerAsync(
        EscalationId question,
        string words,
        Person person,
        string? key,
        CancellationToken cancel
    )
    {
        var open = (await cases.InquiriesAsync(question, cancel)).Where(inquiry => inquiry.IsOpen).ToList();
        var whole =
            open.Count > 0 && await questions.FindAsync(question, cancel) is { } asked
                ? await same.WholeAsync(person, asked with { Inquiries = open }, cancel)
                : person;
        var meant =
            open.Find(inquiry => inquiry.Of == person.Id)
            ?? open.Find(inquiry => whole.Is(inquiry.Of))
            ?? open.Find(inquiry => inquiry.Of is null && !whole.Is(inquiry.AskedBy));
        return meant is null
            ? new CaseResult.Refused("Nothing is asked here that waits for an answer.")
            : await AnswerAsync(meant, words, person, key, cancel);
    }

    /// <summary>Whoever was asked needs no role, as the very id that was asked: their other ids have it from nobody.</summary>
    private Task<CaseResult> AnswerAsync(
        Inquiry inquiry,
        string words,
        Person person,
        string? key,
        CancellationToken cancel
    ) =>
        WithAsync(
            inquiry.Escalation,
            person,
            async (asked, _) =>
                await cases.AnswerAsync(new InquiryAnswer(inquiry.Id, words.Trim(), person.Id, key), cancel)
                is InquiryResult.Closed
                    ? new CaseResult.Refused("Somebody answered this before.")
                    : new CaseResult.Done(asked) { Inquiry = inquiry },
            (_, _) => (inquiry.Of == person.Id && person.IsOurs ? null : NoRole(person)) ?? WordsRefusal(words),
            cancel
        );

    private async Task<CaseResult> WithAsync(
        EscalationId question,
        Person who,
        Func<Escalation, Person, Task<CaseResult>> act,
        Func<Escalation, Person, string?> refusal,
        CancellationToken cancel
    )
    {
        if (await questions.FindAsync(question, cancel) is not { } asked)
            return new CaseResult.Refused("This question does not exist any more.");
        var whole = await same.WholeAsync(who, asked, cancel);
        if (refusal(asked, whole) is { } why)
            return new CaseResult.Refused(why);
        return asked.IsOpen ? await act(asked, whole) : Settled();
    }

    private async Task<CaseResult> PutAsync(Escalation asked, Person person, string? to, CancellationToken cancel)
    {
        if (await cases.ClaimAsync(new Claiming(asked.Id, asked.Claim, to, person.Id), cancel))
            return new CaseResult.Done(asked);
        // Somebody else was faster: with a claim of their own, or with an answer.
        return await questions.FindAsync(asked.Id, cancel) switch
        {
            { IsOpen: true } now when now.Claim?.By == to => new CaseResult.Done(asked),
            { IsOpen: true, Claim: { } other } => OnIt(other),
            _ => Settled(),
        };
    }

    private string? NoRole(Person person) => roles.IsKnown(person) ? null : "Only people with a role can do this.";

    private static string? WordsRefusal(string words) =>
        words.Trim().Length switch
        {
            0 => "Please write something.",
            > MostWords => $"At most {MostWords} characters, please.",
            _ => null,
        };

    private static CaseResult Settled() => new CaseResult.Refused("This was already decided.");

    private static CaseResult.Refused OnIt(Claim other) => new("Somebody is on it") { OnIt = other };
}
