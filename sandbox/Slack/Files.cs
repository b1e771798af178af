using System.Security.Cryptography;

namespace OpsBot.Sandbox.Slack;

/// <summary>
/// Files on their way in: an address for the bytes, the bytes, and the word that it is complete; without that they are thrown away.
/// Source: docs.slack.dev/messaging/working-with-files.
/// </summary>
internal sealed class Files(OwnAddress address)
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, SlackFile> byId = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> byUpload = new(StringComparer.Ordinal);

    internal (SlackFile File, string UploadUrl) Announce(string name, int length)
    {
        var file = new SlackFile("F0" + Convert.ToHexString(RandomNumberGenerator.GetBytes(5)), name, length);
        var upload = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        lock (gate)
        {
            byId[file.Id] = file;
            byUpload[upload] = file.Id;
        }

        return (file, address.Of("upload/" + upload));
    }

    /// <summary>Takes the bytes, once, and only as many as were announced.</summary>
    internal async Task<IResult> TakeAsync(string upload, HttpRequest request, CancellationToken stop)
    {
        using var bytes = new MemoryStream();
        if (request.HasFormContentType)
        {
            var form = await request.ReadFormAsync(stop);
            if (form.Files is not [var only])
                return Results.BadRequest("one file was expected");
            await only.CopyToAsync(bytes, stop);
        }
        else
        {
            await request.Body.CopyToAsync(bytes, stop);
        }

        lock (gate)
        {
            if (!byUpload.TryGetValue(upload, out var id))
                return Results.NotFound();
            if (bytes.Length != byId[id].Length)
                return Results.BadRequest($"{byId[id].Length} bytes were announced, {bytes.Length} came");
            byUpload.Remove(upload);
            byId[id] = byId[id] with { Content = bytes.ToArray() };
        }

        return Results.Text($"OK - {bytes.Length}");
    }

    /// <summary>The file, now whole; null when it is unknown, still without its bytes, or was completed before.</summary>
    internal SlackFile? Complete(string id, string? title)
    {
        lock (gate)
        {
            if (!byId.TryGetValue(id, out var file) || file.Content is null)
                return null;
            byId.Remove(id);
            return file with { Title = title ?? file.Name };
        }
    }

    internal bool IsReady(string id)
    {
        lock (gate)
            return byId.TryGetValue(id, out var file) && file.Content is not null;
    }
}

/// <summary>A file; its content is null until the bytes came.</summary>
internal sealed record SlackFile(string Id, string Name, int Length)
{
    internal string? Title { get; init; }

    internal IReadOnlyList<byte>? Content { get; init; }
}
