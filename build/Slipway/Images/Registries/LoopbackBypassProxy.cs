using System.Net;
using Slipway.Values;

namespace Slipway.Images.Registries;

/// <summary>The machine's proxy, but never on the way to the machine itself.</summary>
internal sealed class LoopbackBypassProxy(IWebProxy proxy) : IWebProxy
{
    public ICredentials? Credentials
    {
        get => proxy.Credentials;
        set => proxy.Credentials = value;
    }

    public Uri? GetProxy(Uri destination) => Loopback.Is(destination) ? null : proxy.GetProxy(destination);

    public bool IsBypassed(Uri host) => Loopback.Is(host) || proxy.IsBypassed(host);
}
