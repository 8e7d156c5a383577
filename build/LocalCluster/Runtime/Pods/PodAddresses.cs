using System.Net;
using LocalCluster.Hosting;

namespace LocalCluster.Runtime.Pods;

/// <summary>Hands out the pods' addresses of a cluster's block, the longest unused first.</summary>
internal sealed class PodAddresses(AddressBlock block)
{
    private readonly Lock _gate = new();
    private readonly HashSet<string> _taken = [];
    private int _next;

    /// <summary>An address that nobody has; the one that the pod had before, where it is still free.</summary>
    /// <returns>Null when all are taken.</returns>
    public string? Take(string? before)
    {
        lock (_gate)
        {
            if (before is not null && IsOfBlock(before) && _taken.Add(before))
                return before;
            for (var tried = 0; tried < AddressBlock.PodCount; tried++)
            {
                var address = block.Pod(_next).ToString();
                _next = (_next + 1) % AddressBlock.PodCount;
                if (_taken.Add(address))
                    return address;
            }
            return null;
        }
    }

    public void Release(string address)
    {
        lock (_gate)
            _taken.Remove(address);
    }

    private bool IsOfBlock(string address) =>
        IPAddress.TryParse(address, out var ip) && ip.GetAddressBytes() is [127, var a, var b, _]
        && a == block.Second && b >= block.Third + 8 && b < block.Third + 16;
}
