using System.Net;
using LocalCluster.Objects;
using LocalCluster.Watching;

namespace LocalCluster.Controllers.Gateways;

/// <summary>Assigns every Gateway its own address, for as long as it exists.</summary>
internal sealed class GatewayAddresses(AddressBlock block)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<ObjectName, IPAddress> _taken = [];
    private int _next;

    /// <param name="gateway">The Gateway of the address.</param>
    /// <param name="wished">The requested address; null for any.</param>
    /// <param name="before">The address that it had when the cluster last ran.</param>
    /// <returns>Null if the requested one is not free, or none is.</returns>
    public IPAddress? Take(ObjectName gateway, IPAddress? wished, IPAddress? before)
    {
        lock (_gate)
        {
            if (_taken.TryGetValue(gateway, out var mine) && (wished is null || wished.Equals(mine)))
                return mine;
            var address =
                wished is not null ? (IsFree(wished) ? wished : null)
                : before is not null && IsFree(before) ? before
                : NextFree();
            if (address is not null)
                _taken[gateway] = address;
            return address;
        }
    }

    /// <returns>The address that the Gateway had.</returns>
    public IPAddress? Release(ObjectName gateway)
    {
        lock (_gate)
            return _taken.Remove(gateway, out var address) ? address : null;
    }

    /// <summary>The address that a Gateway has now.</summary>
    public IPAddress? Of(ObjectName gateway)
    {
        lock (_gate)
            return _taken.GetValueOrDefault(gateway);
    }

    private IPAddress? NextFree()
    {
        for (var i = 0; i < AddressBlock.GatewayCount; i++)
        {
            var address = block.Gateway((_next + i) % AddressBlock.GatewayCount);
            if (_taken.ContainsValue(address))
                continue;
            _next = (_next + i + 1) % AddressBlock.GatewayCount;
            return address;
        }
        return null;
    }

    private bool IsFree(IPAddress address) =>
        Enumerable.Range(0, AddressBlock.GatewayCount).Any(i => block.Gateway(i).Equals(address))
        && !_taken.ContainsValue(address);
}
