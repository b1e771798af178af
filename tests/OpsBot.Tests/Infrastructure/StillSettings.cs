using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace OpsBot.Tests.Infrastructure;

/// <summary>
/// Hosts in tests do not watch their settings files: machines allow few watchers (128 on Linux, for all of a user's processes),
/// and tests start hundreds of hosts.
/// </summary>
internal static class StillSettings
{
    [ModuleInitializer]
    [SuppressMessage(
        "Usage",
        "CA2255:The 'ModuleInitializer' attribute should not be used in libraries",
        Justification = "A test assembly is an application of the test runner's; it must come before the first host."
    )]
    internal static void Set() =>
        Environment.SetEnvironmentVariable("DOTNET_hostBuilder__reloadConfigOnChange", "false");
}
