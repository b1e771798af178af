using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace OpsBot.Bot.Channels;

/// <summary>How many cards a channel bears.</summary>
internal sealed class CardOptions : IValidatableObject
{
    internal const string Section = "Channels:Cards";

    /// <summary>Most cards that are alike and shown one by one.</summary>
    [Description(
        "So many cards alike (same loop, kind and channel) are shown one by one; more of them become one card. 0 groups none."
    )]
    public int GroupAbove { get; init; } = 8;

    /// <summary>How far back cards alike are counted.</summary>
    [Description("Within what time cards alike are counted for GroupAbove, such as 00:05:00.")]
    public TimeSpan GroupWithin { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Most messages a minute in one channel.</summary>
    [Description(
        "The most messages in one channel in any minute: new cards, lines in threads, news of grouped cards. News of single cards change what is there and are not counted."
    )]
    public int MessagesPerMinute { get; init; } = 20;

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (GroupAbove < 0)
            yield return new ValidationResult("cannot be less than 0.", [nameof(GroupAbove)]);
        if (GroupWithin <= TimeSpan.Zero || GroupWithin > TimeSpan.FromHours(1))
            yield return new ValidationResult("must be more than nothing and at most an hour.", [nameof(GroupWithin)]);
        if (MessagesPerMinute is < 4 or > 60)
            yield return new ValidationResult("must be from 4 to 60.", [nameof(MessagesPerMinute)]);
    }
}
