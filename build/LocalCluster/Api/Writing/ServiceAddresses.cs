using System.Net;
using System.Text.Json.Nodes;
using LocalCluster.Objects;
using LocalCluster.Resources;
using LocalCluster.Schema;
using LocalCluster.Schema.ServedKinds;
using LocalCluster.Storage;

namespace LocalCluster.Api.Writing;

/// <summary>Gives Services their cluster IPs and node ports, each to one Service only.</summary>
internal sealed class ServiceAddresses(ObjectStore store, KindRegistry kinds, AddressBlock block)
{
    private const int FirstNodePort = 30000;
    private const int NodePortCount = 2768;

    private readonly Lock _gate = new();
    private readonly HashSet<string> _pending = [];
    private int _next;

    /// <summary>
    /// Fills in what a Service lacks; a no-op for other kinds. Dispose when the write is done or given up.
    /// </summary>
    /// <exception cref="ApiException">422: what the Service asks for is taken or outside the
    /// range.</exception>
    public Reservation Reserve(ResourceKind kind, JsonObject? before, JsonObject next)
    {
        if (kind.Kind != "Service" || kind.Group.Length > 0 || next.Object("spec") is not { } spec)
            return new Reservation(this, []);
        lock (_gate)
        {
            var taken = Taken(next);
            var mine = new List<string>();
            if (spec.Text("type") != "ExternalName")
                Address(next, spec, before, taken, mine);
            if (spec.Text("type") is "NodePort" or "LoadBalancer")
                Ports(spec, before, taken, mine);
            _pending.UnionWith(mine);
            return new Reservation(this, mine);
        }
    }

    private void Address(
        JsonObject obj,
        JsonObject spec,
        JsonObject? before,
        HashSet<string> taken,
        List<string> mine
    )
    {
        var wanted = spec.Text("clusterIP") is { Length: > 0 } ip
            ? ip
            : before.Text("spec", "clusterIP") ?? "";
        if (wanted.Length == 0)
            wanted = Free(taken);
        else if (wanted != "None" && taken.Contains(wanted))
            throw Invalid(obj, wanted, "provided IP is already allocated");
        else if (
            wanted != "None"
            && !(IPAddress.TryParse(wanted, out var address) && block.IsService(address))
        )
            throw Invalid(obj, wanted, "provided IP is not in the valid range of this cluster's Services");
        spec["clusterIP"] = wanted;
        spec["clusterIPs"] = new JsonArray(wanted);
        mine.Add(wanted);
    }

    private static void Ports(JsonObject spec, JsonObject? before, HashSet<string> taken, List<string> mine)
    {
        var old = before.Items("spec", "ports").ToList();
        foreach (var port in spec.Items("ports").Where(p => (p.Number("nodePort") ?? 0) == 0))
        {
            var same = old.FirstOrDefault(o => o.Number("port") == port.Number("port"));
            var number = same.Number("nodePort") is > 0 and var kept
                ? kept
                : Enumerable
                    .Range(FirstNodePort, NodePortCount)
                    .First(n => !taken.Contains($"port {n}") && !mine.Contains($"port {n}"));
            port["nodePort"] = number;
            mine.Add($"port {number}");
        }
    }

    private string Free(HashSet<string> taken)
    {
        for (var i = 0; i < AddressBlock.ServiceCount; i++)
        {
            var address = block.Service((_next + i) % AddressBlock.ServiceCount).ToString();
            if (taken.Contains(address))
                continue;
            _next = (_next + i + 1) % AddressBlock.ServiceCount;
            return address;
        }
        throw Refusals.Internal("failed to allocate a serviceIP: range is full");
    }

    private HashSet<string> Taken(JsonObject except)
    {
        var all = store
            .List("", "services", null)
            .Objects.Where(s =>
                s.Object.Name() != except.Name() || s.Object.Namespace() != except.Namespace()
            );
        var taken = new HashSet<string>(_pending);
        foreach (var service in all)
        {
            taken.Add(service.Object.Text("spec", "clusterIP") ?? "");
            taken.UnionWith(
                service.Object.Items("spec", "ports").Select(p => $"port {p.Number("nodePort")}")
            );
        }
        return taken;
    }

    private ApiException Invalid(JsonObject obj, string ip, string why) =>
        Refusals.Invalid(
            kinds.Of(Kinds.Service),
            obj.Name(),
            [FieldError.Invalid("spec.clusterIPs", $"[]string{{\"{ip}\"}}", why)]
        );

    private void Release(List<string> mine)
    {
        lock (_gate)
            _pending.ExceptWith(mine);
    }

    /// <summary>
    /// Addresses that are taken until the write that needs them is in the store or was given up.
    /// </summary>
    internal sealed class Reservation(ServiceAddresses owner, List<string> mine) : IDisposable
    {
        public void Dispose()
        {
            if (mine.Count > 0)
                owner.Release(mine);
        }
    }
}
