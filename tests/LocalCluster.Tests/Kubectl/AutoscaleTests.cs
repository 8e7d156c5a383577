using LocalCluster.Tests.Hosting;

namespace LocalCluster.Tests.Kubectl;

public sealed class AutoscaleTests(RehearsalFixture cluster) : IClassFixture<RehearsalFixture>
{
    private const string Manifest = """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: web}
        spec:
          replicas: 2
          selector: {matchLabels: {app: web}}
          template:
            metadata:
              labels: {app: web}
              annotations: {sim.slipway.dev/cpu: 8m, sim.slipway.dev/memory: 64Mi}
            spec:
              containers:
              - {name: web, image: registry.example.com/web:1, resources: {requests: {cpu: 10m}}}
              - {name: side, image: registry.example.com/side:1, resources: {requests: {cpu: 10m}}}
        """;

    /// <summary>The oldest, a middle and the newest kubectl of this machine.</summary>
    public static TheoryData<string> Programs =>
        [.. KubectlPrograms.LowestMiddleHighest is { Count: > 0 } all ? all : [""]];

    [Theory]
    [MemberData(nameof(Programs))]
    public async Task Top_shows_what_pods_and_nodes_use(string program)
    {
        var kubectl = await Deployed(program);
        Assert.Matches(@"web-\S+ +16m +128Mi", await kubectl.Run("top pods"));
        Assert.Matches(
            @"web-\S+ +(web|side) +8m +64Mi",
            await kubectl.Run("top pods --containers --sort-by=cpu")
        );
        Assert.Matches($@"{kubectl.Namespace} +web-\S+ +16m", await kubectl.Run("top pods -A -l app=web"));
        Assert.Matches(@"local +\d+m +\d+%", await kubectl.Run("top nodes"));
        Assert.Matches(@"web-\S+ +16m +128Mi +15s", await kubectl.Run("get podmetrics"));
        var (code, _, errors) = await kubectl.Try("delete podmetrics --all");
        Assert.Equal(1, code);
        Assert.Contains("MethodNotAllowed", errors);
    }

    [Theory]
    [MemberData(nameof(Programs))]
    public async Task Autoscale_makes_an_autoscaler_that_scales(string program)
    {
        var kubectl = await Deployed(program);
        await kubectl.Run("autoscale deployment web --min=1 --max=3 --cpu-percent=50");
        await kubectl.Run("wait hpa/web --for=condition=AbleToScale --timeout=120s");
        await kubectl.Run("wait hpa/web --for=jsonpath={.status.desiredReplicas}=3 --timeout=120s");
        await kubectl.Run("wait deploy/web --for=jsonpath={.status.readyReplicas}=3 --timeout=120s");
        Assert.Matches(@"web +Deployment/web +cpu: 80%/50% +1 +3 +\d", await kubectl.Run("get hpa"));
        Assert.Matches(
            @"web +Deployment/web +cpu: 80%/50%",
            await kubectl.Run("get horizontalpodautoscalers.v1.autoscaling")
        );
        var described = await kubectl.Run("describe hpa web");
        Assert.Matches(
            @"resource cpu on pods +\(as a percentage of request\): +80% \(16m\) / 50%",
            described
        );
        // Events are written behind the back of those who tell them.
        await Eventually.True(async () =>
            (await kubectl.Run("describe hpa web")).Contains(
                "New size: 3; reason: cpu resource utilization (percentage of request) above target"
            )
        );
    }

    [Theory]
    [MemberData(nameof(Programs))]
    public async Task Events_are_read_in_both_groups(string program)
    {
        var kubectl = await Deployed(program);
        foreach (
            var command in new[]
            {
                "get events",
                "get events.events.k8s.io",
                "get events.v1.events.k8s.io -o yaml",
                "events",
            }
        )
            await Eventually.True(async () => (await kubectl.Run(command)).Contains("Successfully assigned"));
        Assert.Contains("Scheduled", await kubectl.Run("describe pods"));
        var resources = await kubectl.Run("api-resources");
        Assert.Matches(@"events +ev +v1 +true +Event", resources);
        Assert.Matches(@"events +ev +events.k8s.io/v1 +true +Event", resources);
        var versions = await kubectl.Run("api-versions");
        Assert.Contains("autoscaling/v1\nautoscaling/v2\n", versions);
    }

    [Theory]
    [MemberData(nameof(Programs))]
    public async Task What_nobody_would_enforce_is_not_served(string program)
    {
        var kubectl = await Deployed(program);
        foreach (var kind in new[] { "resourcequotas", "limitranges", "priorityclasses", "storageclasses" })
        {
            var (code, _, errors) = await kubectl.Try($"get {kind}");
            Assert.Equal((1, $"error: the server doesn't have a resource type \"{kind}\"\n"), (code, errors));
        }
        var (raw, _, answer) = await kubectl.Try(
            $"get --raw /api/v1/namespaces/{kubectl.Namespace}/resourcequotas"
        );
        Assert.Equal(1, raw);
        Assert.Contains("the server could not find the requested resource", answer);
        await kubectl.Run($"describe namespace {kubectl.Namespace}");
    }

    [Theory]
    [MemberData(nameof(Programs))]
    public async Task Explain_tells_what_fields_mean(string program)
    {
        var kubectl = await Deployed(program);
        Assert.Contains(
            "How many pods may be there beyond the wanted ones",
            await kubectl.Run("explain deployment.spec.strategy.rollingUpdate")
        );
        Assert.Contains("How often to look", await kubectl.Run("explain pod.spec.containers.readinessProbe"));
        Assert.Contains(
            "The wanted use of the CPU",
            await kubectl.Run("explain hpa.spec --api-version=autoscaling/v1")
        );
        Assert.Contains(
            "A sentence for people",
            await kubectl.Run("explain events --api-version=events.k8s.io/v1")
        );
    }

    private async Task<KubectlSession> Deployed(string program)
    {
        if (program.Length == 0)
            Assert.Skip("kubectl is not installed");
        var ns = "t" + Guid.NewGuid().ToString("N")[..8];
        var kubectl = new KubectlSession(program, cluster.Kubeconfig, ns);
        await kubectl.Run($"create namespace {ns}");
        await kubectl.Run("apply -f -", Manifest);
        await kubectl.Run("rollout status deploy/web --timeout=120s");
        return kubectl;
    }
}
