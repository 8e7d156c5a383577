using System.Net;

namespace Slipway.Values;

/// <summary>Tells the machine's own addresses, on which nobody listens in.</summary>
internal static class Loopback
{
    /// <summary>Whether <c>localhost</c> or a loopback address is named; no name is looked up.</summary>
    public static bool Is(Uri uri) =>
        uri.DnsSafeHost.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(uri.DnsSafeHost, out var address) && IPAddress.IsLoopback(address));
}
