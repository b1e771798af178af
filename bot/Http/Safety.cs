namespace OpsBot.Bot.Http;

/// <summary>What it would mean to send a call twice.</summary>
internal enum Safety
{
    /// <summary>It only reads: any failure is safe.</summary>
    Read,

    /// <summary>It changes something and carries a key the far side honours: sending it twice changes it once.</summary>
    KeyedWrite,

    /// <summary>It changes something: where it may have run, only reading can tell.</summary>
    Write,
}
