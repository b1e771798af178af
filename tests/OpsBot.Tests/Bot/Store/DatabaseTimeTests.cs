using Microsoft.Extensions.Time.Testing;
using OpsBot.Bot.Store;
using OpsBot.Tests.Infrastructure;

namespace OpsBot.Tests.Bot.Store;

/// <summary>Bots that share a database go by its clock.</summary>
public sealed class DatabaseTimeTests
{
    private static readonly DateTimeOffset Database = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);
    private readonly FakeTimeProvider time = new(Database.AddMinutes(-7));

    [Fact]
    public void Until_it_was_asked_the_machines_clock_has_to_do() =>
        new DatabaseTime(time).GetUtcNow().ShouldBe(Database.AddMinutes(-7));

    [Fact]
    public void It_shows_the_databases_time_whatever_the_machine_thinks()
    {
        var machine = new MachineClock(time);
        var shared = new DatabaseTime(machine);
        shared.Follow(Database, machine.GetTimestamp());
        shared.GetUtcNow().ShouldBe(Database);
        time.Advance(TimeSpan.FromSeconds(3));
        machine.Set(TimeSpan.FromHours(1));
        shared.GetUtcNow().ShouldBe(Database.AddSeconds(3));
    }

    [Fact]
    public void Bots_whose_machines_differ_agree_about_how_long_a_lease_lasts()
    {
        var (one, other) = (LeasesOf(ahead: TimeSpan.FromMinutes(10)), LeasesOf(ahead: TimeSpan.Zero));
        one.Until.ShouldBe(other.Until);
        other.Steady.ShouldBe(Database);
    }

    private Leases LeasesOf(TimeSpan ahead)
    {
        var machine = new MachineClock(time);
        machine.Set(ahead);
        var shared = new DatabaseTime(machine);
        // As in the host: made before the database was first asked.
        var leases = new Leases(new Node(machine, shared), database: null!, shared, shared);
        shared.Follow(Database, machine.GetTimestamp());
        return leases;
    }

    [Fact]
    public void The_answers_way_is_counted_half()
    {
        var shared = new DatabaseTime(time);
        var asked = time.GetTimestamp();
        time.Advance(TimeSpan.FromSeconds(2));
        shared.Follow(Database, asked);
        shared.GetUtcNow().ShouldBe(Database.AddSeconds(1));
    }
}
