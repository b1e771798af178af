using Microsoft.AspNetCore.Http.Features;

namespace OpsBot.Sandbox.Slack.Sockets;

/// <summary>
/// The bytes below a WebSocket. It can go silent: nothing comes and nothing goes, pings and pongs included, and yet the connection
/// stands, as when a machine between the two has lost its memory.
/// </summary>
internal sealed class WireStream(Stream inner) : Stream
{
    private volatile bool isSilent;

    internal bool IsSilent => isSilent;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    internal void GoSilent() => isSilent = true;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await inner.ReadAsync(buffer, cancellationToken);
        while (isSilent && read > 0)
            read = await inner.ReadAsync(buffer, cancellationToken);
        return read;
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
        isSilent ? ValueTask.CompletedTask : inner.WriteAsync(buffer, cancellationToken);

    public override Task FlushAsync(CancellationToken cancellationToken) =>
        isSilent ? Task.CompletedTask : inner.FlushAsync(cancellationToken);

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing && !isSilent)
            inner.Dispose();
        base.Dispose(disposing);
    }

    /// <summary>Gives the upgraded connection to the WebSocket through such a stream.</summary>
    internal sealed class Upgrade(IHttpUpgradeFeature server) : IHttpUpgradeFeature
    {
        internal WireStream? Wire { get; private set; }

        public bool IsUpgradableRequest => server.IsUpgradableRequest;

        public async Task<Stream> UpgradeAsync() => Wire = new(await server.UpgradeAsync());
    }
}
