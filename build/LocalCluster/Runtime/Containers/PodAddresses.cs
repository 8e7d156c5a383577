using System.Net;
using LocalCluster.Network;
using LocalCluster.Objects;

namespace LocalCluster.Runtime.Containers;

/// <summary>Allocates pod addresses, the longest unused first.</summary>
internal sealed class PodAddresses
{
    private const int ImaginaryCount = 1 << 16;
    private readonly Lock _gate = new();
    private readonly HashSet<string> _taken = [];
    private readonly Func<int, IPAddress> _at;
    private readonly Func<string, bool> _isOurs;
    private int _next;

    private PodAddresses(int count, Func<int, IPAddress> at, Func<string, bool> isOurs) =>
        (Count, _at, _isOurs) = (count, at, isOurs);

    /// <summary>How many there are.</summary>
    public int Count { get; }

    /// <summary>Addresses on which pods can listen: those of the cluster's block.</summary>
    public static PodAddresses Of(AddressBlock block) =>
        new(AddressBlock.PodCount, block.Pod, text => IsOfBlock(block, text));

    /// <summary>Addresses of the network that containers are on.</summary>
    public static PodAddresses Of(PodGateway gateway) =>
        new(AddressBlock.PodCount, gateway.Pod, gateway.IsPod);

    /// <summary>
    /// Addresses of simulated pods: 10.244.0.0/16, enough for any simulation.
    /// </summary>
    public static PodAddresses Imaginary() =>
        new(
            ImaginaryCount,
            index => new IPAddress([10, 244, (byte)(index >> 8), (byte)index]),
            text => text.StartsWith("10.244.", StringComparison.Ordinal)
        );

    /// <summary>
    /// A free address; the pod's previous one if it is still free.
    /// </summary>
    /// <returns>Null when none is free.</returns>
    public string? Take(string? before)
    {
        lock (_gate)
        {
            if (before is not null && _isOurs(before) && _taken.Add(before))
                return before;
            for (var tried = 0; tried < Count; tried++)
            {
                var address = _at(_next).ToString();
                _next = (_next + 1) % Count;
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

    private static bool IsOfBlock(AddressBlock block, string address) =>
        IPAddress.TryParse(address, out var ip)
        && ip.GetAddressBytes() is [127, var a, var b, _]
        && a == block.Second
        && b >= block.Third + 8
        && b < block.Third + 16;
}
