using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace OpsBot.Loops.Returns;

/// <summary>The loop as it stands in the settings file, under <c>Loops:Returns</c>.</summary>
public sealed class Settings
{
    /// <summary>Where it stands.</summary>
    public const string Section = "Loops:Returns";

    /// <summary>The loop runs.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>The person it belongs to, as <c>chat:user</c>.</summary>
    [Description("The person the loop belongs to, as chat:user, such as slack:U0123ABCD; shown beside its state.")]
    [RegularExpression("^[a-z]+:[^:]+$", ErrorMessage = "is not a person. Write chat:user, such as slack:U0123ABCD.")]
    public string? Owner { get; init; }

    /// <summary>Where its cards go, as <c>chat:channel</c>; where empty, each chat's own channel.</summary>
    public IReadOnlyList<string> Channels { get; set; } = [];

    /// <summary>Roles that decide its cards. Empty = nobody.</summary>
    public IReadOnlyList<string> Approvers { get; init; } = [];

    /// <summary>Its limits.</summary>
    public Limits Limits { get; init; } = new();

    /// <summary>What stops it until a person looks.</summary>
    public Trips Trips { get; init; } = new();

    /// <summary>How many runs that waited for the end of a pause go on in a second.</summary>
    [Description("How many runs that waited for the end of a pause go on in a second.")]
    [Range(1, 1000, ErrorMessage = "must be between 1 and 1000.")]
    public int ResumePerSecond { get; init; } = 10;

    /// <summary>Its decision table, in order.</summary>
    public IReadOnlyList<RuleSettings> Rules { get; init; } = [];
}

/// <summary>One row of the decision table.</summary>
public sealed class RuleSettings
{
    /// <summary>Its name: lower-case words joined by hyphens.</summary>
    public string Name { get; init; } = "";

    /// <summary>Fact to condition; all must hold.</summary>
    public Dictionary<string, string> When { get; init; } = [];

    /// <summary><c>clear</c>, <c>ask</c> or <c>deny</c>.</summary>
    public string Outcome { get; init; } = "";

    /// <summary>Why, in a sentence.</summary>
    public string Because { get; init; } = "";
}

/// <summary>Limits that hold whatever the table says. Money is in the shop's currency.</summary>
public sealed class Limits
{
    /// <summary>Up to this the money is given at approval; above, when the goods are back. 0 = always when they are back.</summary>
    [Description("The largest refund given before the goods are back; 0 = none.")]
    [Range(0, 1_000_000, ErrorMessage = "must be between 0 and 1000000.")]
    public decimal RefundOnApprovalUpTo { get; init; }

    /// <summary>Refunds cleared by rule per customer and day.</summary>
    [Description("How many refunds of one customer are cleared by rule on one day.")]
    [Range(0, 1000, ErrorMessage = "must be between 0 and 1000.")]
    public int CustomerRefundsPerDay { get; init; } = 2;

    /// <summary>Money refunded by rule per customer and day.</summary>
    [Description("How much money is refunded to one customer by rule on one day.")]
    [Range(0, 1_000_000, ErrorMessage = "must be between 0 and 1000000.")]
    public decimal CustomerRefundedPerDay { get; init; } = 150;

    /// <summary>Refunds cleared by rule per day.</summary>
    [Description("How many refunds are cleared by rule on one day.")]
    [Range(0, 1_000_000, ErrorMessage = "must be between 0 and 1000000.")]
    public int ShopRefundsPerDay { get; init; } = 200;

    /// <summary>Money refunded by rule per day.</summary>
    [Description("How much money is refunded by rule on one day.")]
    [Range(0, 100_000_000, ErrorMessage = "must be between 0 and 100000000.")]
    public decimal ShopRefundedPerDay { get; init; } = 5000;

    /// <summary>Hours until an answer is due.</summary>
    [Description("Hours until an answer to a card is due.")]
    [Range(1, 720, ErrorMessage = "must be between 1 and 720.")]
    public int AnswerWithinHours { get; init; } = 24;

    /// <summary>Days until a parcel is overdue.</summary>
    [Description("Days after approval until a parcel that has not come back is asked about.")]
    [Range(1, 365, ErrorMessage = "must be between 1 and 365.")]
    public int ParcelWithinDays { get; init; } = 21;

    /// <summary>How to send goods back; part of the message that says yes.</summary>
    [Description("How customers send goods back: part of the message that says yes.")]
    public string Instructions { get; init; } = "Please send the goods back in their original packaging.";

    /// <summary>A return label for every approved return.</summary>
    [Description("Where the return label lies that is attached to every approved return.")]
    public Uri? LabelUrl { get; init; }
}
