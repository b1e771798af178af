namespace OpsBot.Sandbox.ShipBob;

/// <summary>Who may call the pretend ShipBob, what lies in its warehouses, and how it paces.</summary>
internal sealed record PretendShipBobOptions
{
    internal required string Token { get; init; }

    internal required IReadOnlyList<ShipBobItem> Inventory { get; init; }

    internal IReadOnlyList<ShipBobCenter> Centers { get; init; } =
    [new(22, "Cicero (IL)"), new(38, "Moreno Valley (CA)")];

    /// <summary>The channel that may write; the other one may only read.</summary>
    internal int ChannelId { get; init; } = 104_001;

    internal int CallsPerMinute { get; init; } = 150;

    /// <summary>Waits between the tries of a webhook. https://developer.shipbob.com/webhooks</summary>
    internal IReadOnlyList<TimeSpan> WebhookRetries { get; init; } =
    [
        TimeSpan.FromSeconds(5),
        TimeSpan.FromMinutes(5),
        TimeSpan.FromMinutes(30),
        TimeSpan.FromHours(2),
        TimeSpan.FromHours(5),
        TimeSpan.FromHours(10),
        TimeSpan.FromHours(10),
    ];

    /// <summary>How long an announced parcel travels, when <see cref="ParcelTraffic"/> runs.</summary>
    internal TimeSpan ArriveAfter { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>How long an arrived parcel is looked at.</summary>
    internal TimeSpan CompleteAfter { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>One parcel in so many never arrives; 0 loses none.</summary>
    internal int LoseOneIn { get; init; } = 25;
}

/// <summary>One thing on ShipBob's shelves. Digital goods and bundles cannot come back.</summary>
internal sealed record ShipBobItem(long Id, string Sku, string Name)
{
    internal bool IsDigital { get; init; }

    internal bool IsBundle { get; init; }

    internal bool IsActive { get; init; } = true;
}

/// <summary>A warehouse.</summary>
internal sealed record ShipBobCenter(int Id, string Name);
