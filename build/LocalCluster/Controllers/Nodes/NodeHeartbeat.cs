using System.Text.Json.Nodes;
using LocalCluster.Objects;
using LocalCluster.Resources;
using LocalCluster.Schema;
using LocalCluster.Watching;

namespace LocalCluster.Controllers.Nodes;

/// <summary>Registers the node, and renews the Lease that shows it alive.</summary>
internal sealed class NodeHeartbeat(
    IResources resources,
    string address,
    int pods,
    string runtime,
    TimeProvider time
)
{
    private const string LeaseNamespace = "kube-node-lease";
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(10);

    public void Register()
    {
        var node = resources.Get(Kinds.Node, null, NodeObject.Name)
            ?? resources.Create(Kinds.Node, NodeObject.Create());
        node["status"] = NodeObject.Status(address, pods, runtime, time.GetUtcNow());
        resources.Update(Kinds.Node, node, "status");
    }

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(s_pause, time);
        do Renew();
        while (await timer.WaitForNextTickAsync(cancellationToken));
    }

    private void Renew()
    {
        if (resources.Get(Kinds.Lease, LeaseNamespace, NodeObject.Name) is not { } lease)
        {
            resources.Create(
                Kinds.Lease,
                Renewed(
                    new JsonObject
                    {
                        ["apiVersion"] = Kinds.Lease.ApiVersion,
                        ["kind"] = Kinds.Lease.Kind,
                        ["metadata"] = new JsonObject
                        {
                            ["name"] = NodeObject.Name,
                            ["namespace"] = LeaseNamespace,
                        },
                    }
                )
            );
            return;
        }
        try
        {
            resources.Update(Kinds.Lease, Renewed(lease));
        }
        catch (ApiException e) when (e.Code is 404 or 409)
        {
            // Another client changed it; the next heartbeat retries.
        }
    }

    private JsonObject Renewed(JsonObject lease)
    {
        var spec = lease.Child("spec");
        spec["holderIdentity"] = NodeObject.Name;
        spec["leaseDurationSeconds"] = 40;
        spec["renewTime"] = time.GetUtcNow().MicroStamp();
        return lease;
    }
}
