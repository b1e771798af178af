namespace OpsBot.Tests.Infrastructure;

public sealed class ApproveTests
{
    [Fact]
    public void A_text_that_was_approved_passes() => Approve.That("approved once");

    [Fact]
    public void A_text_that_was_never_approved_fails_and_is_kept()
    {
        Should.Throw<ShouldAssertException>(() => Approve.That("new", part: "never"));
        var kept = Repo.PathTo(
            "tests/OpsBot.Tests/Infrastructure/Approved/ApproveTests.A_text_that_was_never_approved_fails_and_is_kept.never.received.txt"
        );
        File.ReadAllText(kept).ShouldBe("new\n");
        File.Delete(kept);
    }
}
