using OpsBot.Loops.Engine;
using OpsBot.Loops.Shop;

namespace OpsBot.Loops.Returns;

/// <summary>Reads what a return is decided from.</summary>
public sealed class Gather(IReturnDesk returns, IParcelDesk parcels, IRunStore runs, ShopCalendar calendar)
{
    private const int PastRunsShown = 5;

    /// <summary>The facts as they are now; nothing where the shop does not know the return.</summary>
    /// <exception cref="OutsideException">A system could not be read.</exception>
    public async Task<Facts?> ReadAsync(RunContext context, CancellationToken cancel)
    {
        if (await returns.FindAsync(context.Run.Subject.Key, cancel) is not { } file)
            return null;
        var parcel =
            parcels.IsConnected && file.Return.Status is ReturnStatus.Open
                ? await parcels.FindAsync(file.Return.Id, cancel)
                : null;
        return new Facts(file, parcel, await AroundAsync(file, context, cancel));
    }

    private async Task<Around> AroundAsync(ReturnFile file, RunContext context, CancellationToken cancel)
    {
        var today = calendar.DayOf(context.Now);
        var customer = file.Customer?.Id;
        return new Around(
            context.Now,
            today,
            customer is null ? default : await TallyAsync(context, Policy.CustomerScope(customer), today, cancel),
            await TallyAsync(context, Policy.ShopScope, today, cancel),
            customer is null ? [] : await runs.PastRunsAsync(Policy.LoopName, customer, PastRunsShown, cancel),
            ConsentOf(context.Memory),
            context.Memory.Escalations.Any(asked => asked is { By: not null, Kind: EscalationKind.Decision }),
            parcels.IsConnected
        )
        {
            ParcelMark = parcels.MarkFor(file.Return.Id),
        };
    }

    private Task<Tally> TallyAsync(RunContext context, string scope, DateOnly day, CancellationToken cancel) =>
        runs.TallyAsync(Policy.LoopName, scope, day, context.Run.Id, cancel);

    /// <summary>
    /// The run's own journal says what it was allowed: the plan with the approval in it. Plans that were given up before it
    /// allow nothing.
    /// </summary>
    internal static Consent? ConsentOf(RunMemory memory)
    {
        var approved = memory.Journal.LastOrDefault(entry =>
            entry is { Effect: ApproveReturn, State: EffectState.Confirmed }
        );
        if (approved is not { Effect: ApproveReturn approve })
            return null;
        var since = memory.Journal.Where(entry => entry.Key.Step > approved.Key.Step).ToList();
        var refund = since.Select(entry => entry.Effect).OfType<RefundReturn>().FirstOrDefault();
        var waits = memory.Escalations.LastOrDefault(asked => asked.Choice == Choices.Wait)?.SettledAt;
        return new Consent(
            approved.At,
            (refund?.Shop ?? approve.RefundLater)?.Amount ?? 0,
            since.Exists(GaveMoney),
            waits
        )
        {
            RefundedBefore = approve.RefundedBefore,
            InsteadOf = (refund?.InsteadOfShop ?? approve.InsteadOf)?.Amount,
            PeopleAnswered = memory.Escalations.Any(asked => IsAnswer(asked) && asked.SettledAt > approved.At),
        };
    }

    /// <summary>To wait on decides nothing.</summary>
    private static bool IsAnswer(Escalation asked) =>
        asked is { By: not null, Kind: EscalationKind.Decision } && asked.Choice != Choices.Wait;

    private static bool GaveMoney(JournalEntry entry) =>
        entry is { State: EffectState.Confirmed, Effect: RefundReturn or ReceiveReturn { RefundPaid: not null } };
}
