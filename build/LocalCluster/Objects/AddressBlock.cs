using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace LocalCluster.Objects;

/// <summary>
/// The loopback addresses of one cluster, sixteen neighbouring /24 blocks from <c>127.A.B.0</c> on: the API
/// server and the registry at 127.A.B.1, Ingresses and Gateways behind them, Services in the next seven
/// blocks, pods in the last eight. Several clusters can run on one machine, and every pod keeps
/// the port of its container.
/// </summary>
/// <param name="Second">A, between 64 and 127.</param>
/// <param name="Third">B, a multiple of 16.</param>
public sealed record AddressBlock(byte Second, byte Third)
{
    private const int Size = 16;

    /// <summary>Where the API server listens.</summary>
    public IPEndPoint Api => new(Host(0, 1), 6443);

    /// <summary>Where the embedded registry listens.</summary>
    public IPEndPoint Registry => new(Host(0, 1), 5000);

    /// <summary>Where all Ingresses listen.</summary>
    public IPAddress Ingress => Host(0, 2);

    /// <summary>How many addresses there are for Gateways.</summary>
    public static int GatewayCount => 252;

    /// <summary>How many addresses there are for Services.</summary>
    public static int ServiceCount => 7 * 254;

    /// <summary>How many addresses there are for pods.</summary>
    public static int PodCount => 8 * 254;

    /// <summary>
    /// An address for a Gateway; <paramref name="index"/> from 0 to below <see cref="GatewayCount"/>.
    /// </summary>
    public IPAddress Gateway(int index) => Host(0, 3 + index);

    /// <summary>
    /// An address for a Service; <paramref name="index"/> from 0 to below <see cref="ServiceCount"/>.
    /// </summary>
    public IPAddress Service(int index) => Host(1 + (index / 254), 1 + (index % 254));

    /// <summary>
    /// An address for a pod; <paramref name="index"/> from 0 to below <see cref="PodCount"/>.
    /// </summary>
    public IPAddress Pod(int index) => Host(8 + (index / 254), 1 + (index % 254));

    /// <summary>Whether an address is one of those for Services.</summary>
    public bool IsService(IPAddress address) =>
        address.GetAddressBytes() is [127, var a, var b, _] && a == Second && b > Third && b < Third + 8;

    /// <summary>The zero-based index of a Service address; null if it is not one.</summary>
    public int? ServiceIndex(IPAddress address) =>
        IsService(address) && address.GetAddressBytes() is [_, _, var block, var last and > 0 and < 255]
            ? ((block - Third - 1) * 254) + last - 1
            : null;

    /// <summary>Blocks to try for a cluster's directory, the same ones in the same order each time.</summary>
    public static IEnumerable<AddressBlock> Candidates(string directory)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(directory));
        var start = BitConverter.ToUInt16(hash);
        return Enumerable.Range(0, 1024).Select(i => FromIndex((start + i) % 1024));
    }

    /// <summary>Reads <c>127.A.B.0</c>; null if invalid.</summary>
    public static AddressBlock? TryParse(string text) =>
        IPAddress.TryParse(text, out var address)
        && address.GetAddressBytes() is [127, var a, var b, 0]
        && a is >= 64 and < 128
        && b % Size == 0
            ? new AddressBlock(a, b)
            : null;

    /// <summary>The text form, <c>127.A.B.0</c>.</summary>
    public override string ToString() => $"127.{Second}.{Third}.0";

    private static AddressBlock FromIndex(int index) =>
        new((byte)(64 + (index / 16)), (byte)(index % 16 * Size));

    private IPAddress Host(int block, int last) => new([127, Second, (byte)(Third + block), (byte)last]);
}
