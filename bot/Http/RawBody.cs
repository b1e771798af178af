namespace OpsBot.Bot.Http;

/// <summary>Reads a request's body as the bytes that were signed.</summary>
internal static class RawBody
{
    /// <summary>The most a door takes: 1 MiB.</summary>
    internal const int MaxBytes = 1024 * 1024;

    /// <summary>The body; nothing where it is larger than <see cref="MaxBytes"/>.</summary>
    internal static Task<byte[]?> ReadAsync(HttpRequest request, CancellationToken cancel) =>
        ReadAsync(request, MaxBytes, cancel);

    /// <summary>The body; nothing where it is larger than a door takes.</summary>
    internal static async Task<byte[]?> ReadAsync(HttpRequest request, int most, CancellationToken cancel)
    {
        if (request.ContentLength > most)
            return null;
        using var whole = new MemoryStream((int)(request.ContentLength ?? 4096));
        var buffer = new byte[16 * 1024];
        while (await request.Body.ReadAsync(buffer, cancel) is var read and > 0)
        {
            if (whole.Length + read > most)
                return null;
            await whole.WriteAsync(buffer.AsMemory(0, read), cancel);
        }

        return whole.ToArray();
    }
}
