using System.Net;

namespace Slipway.Values;

/// <summary>Recognises the machine's own addresses, which no one can listen in on.</summary>
internal static class Loopback
{
    /// <summary>Whether <c>localhost</c> or a loopback address is named; no name is looked up.</summary>
    public static bool Is(Uri uri) =>
        uri.DnsSafeHost.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(uri.DnsSafeHost, out var address) && IPAddress.IsLoopback(address));
}
