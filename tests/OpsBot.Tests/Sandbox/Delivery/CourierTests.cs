using System.Text;
using Microsoft.Extensions.Time.Testing;
using OpsBot.Sandbox.Delivery;

namespace OpsBot.Tests.Sandbox.Delivery;

public sealed class CourierTests : IAsyncLifetime
{
    private readonly FakeTimeProvider clock = new();
    private Receiver receiver = null!;

    public async ValueTask InitializeAsync() => receiver = await Receiver.OpenAsync();

    public ValueTask DisposeAsync() => receiver.DisposeAsync();

    [Fact]
    public async Task Headers_and_bytes_arrive_as_given()
    {
        await using var courier = new Courier(new CourierOptions(), clock);

        courier.Send(Letter("{\"a\":\"é\"}") with { Headers = [new("X-One", "1")] });
        await courier.IdleAsync();

        var received = receiver.All.ShouldHaveSingleItem();
        received.Text.ShouldBe("{\"a\":\"é\"}");
        received.Headers["X-One"].ShouldBe("1");
        received.Headers["Content-Type"].ShouldBe("application/json");
        courier.Delivered.ShouldBe(1);
    }

    [Fact]
    public async Task A_refused_parcel_is_tried_again_when_its_time_comes()
    {
        receiver.Answer = before => before == 0 ? 500 : 204;
        await using var courier = new Courier(Retrying(TimeSpan.FromMinutes(1)), clock);

        courier.Send(Letter("x"));
        await courier.IdleAsync();
        courier.Waiting.ShouldBe(1);
        receiver.All.Count.ShouldBe(1);

        clock.Advance(TimeSpan.FromMinutes(1));
        await courier.IdleAsync();
        receiver.All.Count.ShouldBe(2);
        (courier.Delivered, courier.Failed, courier.Waiting).ShouldBe((1, 1, 0));
    }

    [Fact]
    public async Task After_the_last_retry_the_sender_gives_up_and_says_so_once()
    {
        receiver.Answer = _ => 302;
        var givenUp = 0;
        await using var courier = new Courier(Retrying(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2)), clock);

        courier.Send(Letter("x") with { GivenUp = () => Interlocked.Increment(ref givenUp) });
        foreach (var wait in new[] { 1, 2, 60 })
        {
            await courier.IdleAsync();
            clock.Advance(TimeSpan.FromSeconds(wait));
        }

        await courier.IdleAsync();
        receiver.All.Count.ShouldBe(3);
        givenUp.ShouldBe(1);
    }

    [Fact]
    public async Task Nobody_at_home_counts_as_failed()
    {
        await receiver.DisposeAsync();
        await using var courier = new Courier(new CourierOptions(), clock);

        courier.Send(Letter("x"));
        await courier.IdleAsync();

        courier.Failed.ShouldBe(1);
    }

    [Fact]
    public async Task Told_to_duplicate_it_delivers_twice()
    {
        await using var courier = new Courier(new CourierOptions(), clock) { Duplicate = true };

        courier.Send(Letter("x"));
        await courier.IdleAsync();

        receiver.All.Select(received => received.Text).ShouldBe(["x", "x"]);
    }

    [Fact]
    public async Task Told_to_reorder_it_delivers_the_later_first_and_holds_the_odd_one_for_a_second()
    {
        await using var courier = new Courier(new CourierOptions { Workers = 1 }, clock) { Reorder = true };

        courier.Send(Letter("1"));
        courier.Send(Letter("2"));
        courier.Send(Letter("3"));
        await courier.IdleAsync();
        receiver.All.Select(received => received.Text).ShouldBe(["2", "1"]);

        clock.Advance(TimeSpan.FromSeconds(1));
        await courier.IdleAsync();
        receiver.All.Select(received => received.Text).ShouldBe(["2", "1", "3"]);
    }

    private Parcel Letter(string text) => new(receiver.Url, [], Encoding.UTF8.GetBytes(text));

    private static CourierOptions Retrying(params TimeSpan[] waits) => new() { Retries = waits };
}
