namespace OpsBot.Sandbox.Web;

/// <summary>Somebody watches; disposed, they look away.</summary>
internal sealed class Watching(Action lookAway) : IDisposable
{
    public void Dispose() => lookAway();
}
