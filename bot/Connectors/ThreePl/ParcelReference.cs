using System.Text.RegularExpressions;

namespace OpsBot.Bot.Connectors.ThreePl;

/// <summary>
/// What a return is called at the 3PL, where it may have to be written on the box: 50 characters at most, and the 3PL keeps it
/// unique. A return's id such as <c>gid://shop/Return/123</c> becomes <c>shop-Return-123</c>, which is what to search for at the
/// 3PL; it can be turned back, so nothing needs to be remembered. Other ids are taken as they are, where they fit.
/// </summary>
internal static partial class ParcelReference
{
    /// <summary>The reference for a return; nothing where its id does not fit.</summary>
    internal static string? Of(string returnId)
    {
        var reference = Long().IsMatch(returnId) ? Long().Replace(returnId, "${app}-${type}-${number}") : returnId;
        // Only what comes back as it went in is of use: an event must find its return.
        return Fits().IsMatch(reference) && ReturnOf(reference) == returnId ? reference : null;
    }

    /// <summary>The id of the return that has a reference.</summary>
    internal static string ReturnOf(string reference) =>
        Short().IsMatch(reference) ? Short().Replace(reference, "gid://${app}/${type}/${number}") : reference;

    [GeneratedRegex(
        @"\Agid://(?<app>[a-z]+)/(?<type>[A-Za-z]+)/(?<number>[0-9]+)\z",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Long();

    [GeneratedRegex(@"\A(?<app>[a-z]+)-(?<type>[A-Za-z]+)-(?<number>[0-9]+)\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Short();

    // No comma: the 3PL searches by lists of references.
    [GeneratedRegex(@"\A[A-Za-z0-9._:/#-]{1,50}\z", RegexOptions.None, 1000)]
    private static partial Regex Fits();
}
