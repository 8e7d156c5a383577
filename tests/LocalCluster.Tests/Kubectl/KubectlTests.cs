using System.Text.RegularExpressions;
using LocalCluster.Tests.Hosting;

namespace LocalCluster.Tests.Kubectl;

public sealed partial class KubectlTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    private const string Manifest = """
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: web
          labels: {app: web}
        spec:
          replicas: 2
          selector: {matchLabels: {app: web}}
          template:
            metadata: {labels: {app: web}}
            spec:
              containers:
              - name: web
                image: registry.example.com/web:1
                ports: [{containerPort: 8080, name: http}]
        ---
        apiVersion: v1
        kind: Service
        metadata: {name: web}
        spec:
          selector: {app: web}
          ports: [{port: 80, targetPort: http}]
        """;

    /// <summary>
    /// The oldest and the newest kubectl of this machine; one empty row where there is none.
    /// </summary>
    public static TheoryData<string> Programs =>
        [.. KubectlPrograms.LowestAndHighest is { Count: > 0 } all ? all : [""]];

    [Theory]
    [MemberData(nameof(Programs))]
    public async Task Objects_are_applied_changed_shown_and_deleted(string program)
    {
        var kubectl = await Session(program);
        Assert.Equal(
            "deployment.apps/web created\nservice/web created\n",
            await kubectl.Run("apply -f -", Manifest)
        );
        Assert.Equal(
            "deployment.apps/web unchanged\nservice/web unchanged\n",
            await kubectl.Run("apply -f -", Manifest)
        );
        var changed = Manifest.Replace("web:1", "web:2");
        var (different, diff, _) = await kubectl.Try("diff -f -", changed);
        Assert.Equal(1, different);
        Assert.Contains("+      - image: registry.example.com/web:2", diff);
        Assert.Equal(
            "deployment.apps/web configured\nservice/web unchanged\n",
            await kubectl.Run("apply -f -", changed)
        );
        Assert.Matches(
            @"^NAME +READY +UP-TO-DATE +AVAILABLE +AGE\nweb +0/2 +0 +0 +[\dms]+\n$",
            await kubectl.Run("get deploy")
        );
        Assert.Matches(
            @"web +ClusterIP +127\.[\d.]+ +<none> +80/TCP +[\dms]+ +app=web",
            await kubectl.Run("get svc -o wide")
        );
        await kubectl.Run("scale deploy web --replicas=5");
        await kubectl.Run("label deploy web tier=front");
        await kubectl.Run("annotate deploy web note=x");
        await kubectl.Run("set image deploy/web web=registry.example.com/web:3");
        await kubectl.Run("set env deploy/web A=b");
        await kubectl.Run("rollout restart deploy/web");
        await kubectl.Run("rollout pause deploy/web");
        Assert.Equal(
            "5 registry.example.com/web:3 front true",
            await kubectl.Run(
                "get deploy web -o jsonpath={.spec.replicas}{\"\\u0020\"}"
                    + "{.spec.template.spec.containers[0].image}"
                    + "{\"\\u0020\"}{.metadata.labels.tier}{\"\\u0020\"}{.spec.paused}"
            )
        );
        Assert.Contains("Selector:               app=web", await kubectl.Run("describe deploy web"));
        await kubectl.Run("delete -f -", Manifest);
        await kubectl.Run("wait --for=delete deploy/web --timeout=120s");
    }

    [Theory]
    [MemberData(nameof(Programs))]
    public async Task Server_side_apply_tells_conflicts_and_forces(string program)
    {
        var kubectl = await Session(program);
        await kubectl.Run("apply --server-side -f -", Manifest);
        await kubectl.Run("scale deploy web --replicas=3");
        var (code, _, errors) = await kubectl.Try("apply --server-side -f -", Manifest);
        Assert.Equal(1, code);
        Assert.Contains("with subresource \"scale\" using apps/v1: .spec.replicas", errors);
        await kubectl.Run("apply --server-side --force-conflicts -f -", Manifest);
        Assert.Equal("2", await kubectl.Run("get deploy web -o jsonpath={.spec.replicas}"));
    }

    [Theory]
    [MemberData(nameof(Programs))]
    public async Task Kubectl_makes_objects_itself(string program)
    {
        var kubectl = await Session(program);
        await kubectl.Run("create configmap c --from-literal=a=b");
        await kubectl.Run("create secret generic s --from-literal=password=x");
        await kubectl.Run("create deployment d --image=x --replicas=0 --port=80");
        await kubectl.Run("create job j --image=x");
        await kubectl.Run("create role r --verb=get --resource=pods");
        await kubectl.Run("create serviceaccount a");
        await kubectl.Run("run p --image=x");
        await kubectl.Run("expose deployment d --port=80");
        Assert.Equal("b", await kubectl.Run("get cm c -o jsonpath={.data.a}"));
        Assert.Equal("0", await kubectl.Run("get deploy d -o jsonpath={.spec.replicas}"));
        Assert.Equal("yes\n", await kubectl.Run("auth can-i create pods"));
        Assert.Matches(@"pod/p +0/1 +Pending +0 +[\dms]+", await kubectl.Run("get all"));
    }

    [Theory]
    [MemberData(nameof(Programs))]
    public async Task A_second_user_is_kept_to_a_role(string program)
    {
        var kubectl = await Session(program);
        await kubectl.Run("create serviceaccount robot");
        await kubectl.Run("create role reader --verb=get,list --resource=pods");
        await kubectl.Run(
            $"create rolebinding robot --role=reader --serviceaccount={kubectl.Namespace}:robot"
        );
        var token = (await kubectl.Run("create token robot")).Trim();
        Assert.Equal("yes\n", await kubectl.Run($"auth can-i list pods --token {token}"));
        Assert.Equal("no\n", (await kubectl.Try($"auth can-i delete pods --token {token}")).Output);
        Assert.Contains(":robot", await kubectl.Run($"auth whoami --token {token}"));
        Assert.Contains("reader", await kubectl.Run("describe rolebinding robot"));
        await kubectl.Run($"get pods --token {token}");
        var (code, _, errors) = await kubectl.Try($"get pods -A --token {token}");
        Assert.Equal(1, code);
        Assert.Contains("cannot list resource \"pods\" in API group \"\" at the cluster scope", errors);
    }

    [Theory]
    [MemberData(nameof(Programs))]
    public async Task A_misspelled_field_is_refused(string program)
    {
        var kubectl = await Session(program);
        var (code, _, errors) = await kubectl.Try("apply -f -", Manifest.Replace("replicas:", "replica:"));
        Assert.Equal(1, code);
        Assert.Contains("unknown field \"spec.replica\"", errors);
    }

    [Theory]
    [MemberData(nameof(Programs))]
    public async Task Custom_kinds_are_served(string program)
    {
        var kubectl = await Session(program);
        var group = $"g{Guid.NewGuid().ToString("N")[..6]}.example.com";
        await kubectl.Run(
            "apply -f -",
            $$"""
            apiVersion: apiextensions.k8s.io/v1
            kind: CustomResourceDefinition
            metadata: {name: widgets.{{group}}}
            spec:
              group: {{group}}
              scope: Namespaced
              names: {plural: widgets, kind: Widget}
              versions:
              - name: v1
                served: true
                storage: true
                additionalPrinterColumns: [{name: Size, type: integer, jsonPath: .spec.size}]
                schema:
                  openAPIV3Schema:
                    type: object
                    properties:
                      spec:
                        type: object
                        required: [size]
                        properties:
                          size: {type: integer}
                          color: {type: string, default: red}
            """
        );
        await kubectl.Run($"wait --for=condition=Established crd/widgets.{group} --timeout=120s");
        var widget = $$"""
            {"apiVersion":"{{group}}/v1","kind":"Widget","metadata":{"name":"w"},"spec":{"size":3} }
            """;
        await kubectl.Run("apply --server-side -f -", widget);
        Assert.Matches(@"NAME +SIZE\nw +3\n", await kubectl.Run($"get widgets.{group}"));
        Assert.Equal("red", await kubectl.Run($"get widgets.{group} w -o jsonpath={{.spec.color}}"));
        var (code, _, errors) = await kubectl.Try(
            "apply -f -",
            widget.Replace("\"size\":3", "\"size\":\"big\"")
        );
        Assert.Equal(1, code);
        Assert.Contains("spec.size", errors);
        await kubectl.Run($"delete crd widgets.{group} --timeout=120s");
    }

    [Theory]
    [MemberData(nameof(Programs))]
    public async Task The_server_explains_itself(string program)
    {
        var kubectl = await Session(program);
        Assert.Contains("deployments", await kubectl.Run("api-resources --api-group=apps -o name"));
        Assert.Contains("apps/v1", await kubectl.Run("api-versions"));
        Assert.Contains("maxSurge", await kubectl.Run("explain deployment.spec.strategy.rollingUpdate"));
        Assert.Matches(ServerVersion(), await kubectl.Run("version"));
    }

    private async Task<KubectlSession> Session(string program)
    {
        if (program.Length == 0)
            Assert.Skip("kubectl is not installed");
        return new KubectlSession(program, api.Host.Kubeconfig, await api.Namespace());
    }

    [GeneratedRegex(@"v1\.\d+\.\d+\+slipway")]
    private static partial Regex ServerVersion();
}
