using System.Collections.Immutable;

namespace OpsBot.Sandbox.Faults;

/// <summary>Which faults are switched on, and how often each is still to happen.</summary>
internal sealed class FaultSwitch
{
    private readonly Lock gate = new();
    private ImmutableList<FaultOrder> armed = [];

    /// <summary>The pretend systems that can be made to misbehave.</summary>
    internal static IReadOnlyList<string> Systems { get; } = ["shopify", "shipbob", "zendesk", "slack", "teams"];

    internal IReadOnlyList<FaultOrder> Armed => armed;

    /// <summary>Switches a fault on, in place of the same fault for the same system and path.</summary>
    internal void Set(FaultOrder order)
    {
        lock (gate)
            armed = armed
                .RemoveAll(old =>
                    old with { Times = null, Wait = order.Wait, Status = order.Status } == order with { Times = null }
                )
                .Add(order);
    }

    /// <summary>Switches off what is on for one system, or for all.</summary>
    internal void Clear(string? system = null)
    {
        lock (gate)
            armed = system is null ? [] : armed.RemoveAll(order => order.System == system);
    }

    /// <summary>Asked by a sender of webhooks before each one; a yes uses the fault up once.</summary>
    internal bool Wants(string system, FaultKind kind) =>
        TakeOne(order => order.Kind == kind && order.System == system) is not null;

    /// <summary>Whether the body of a request decides what happens to it.</summary>
    internal bool ReadsBodies(string system) => armed.Exists(order => order.System == system && order.Body is not null);

    /// <summary>What is to happen to this request: at most one delay and one other fault, each used up once.</summary>
    internal (FaultOrder? Delay, FaultOrder? Fault) Take(string system, string path, string body) =>
        (
            TakeOne(order => order.Kind is FaultKind.Slow && order.Covers(system, path, body)),
            TakeOne(order =>
                order.Kind is not FaultKind.Slow && !order.AboutWebhooks && order.Covers(system, path, body)
            )
        );

    private FaultOrder? TakeOne(Predicate<FaultOrder> match)
    {
        if (armed.IsEmpty)
            return null;
        lock (gate)
        {
            var order = armed.Find(match);
            if (order?.Times is { } left)
                armed = left > 1 ? armed.Replace(order, order with { Times = left - 1 }) : armed.Remove(order);
            return order;
        }
    }
}
