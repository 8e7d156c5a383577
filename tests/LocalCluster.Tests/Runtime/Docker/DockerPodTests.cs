using System.Text.Json.Nodes;
using LocalCluster.Objects;
using LocalCluster.Schema;
using LocalCluster.Watching;

namespace LocalCluster.Tests.Runtime.Docker;

public sealed class DockerPodTests(DockerFixture fixture) : IClassFixture<DockerFixture>
{
    private const string Shared = "{'name': 'shared', 'emptyDir': {} },";
    private const string MountShared = "'volumeMounts': [{'name': 'shared', 'mountPath': '/shared'}]";
    private readonly DockerFixture _cluster = fixture.Demand();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_pod_becomes_ready_by_its_http_probe_and_is_reached_at_its_address_and_its_service()
    {
        _cluster.Create(
            Kinds.Service,
            """
            {'metadata': {'name': 'web', 'namespace': 'default'},
             'spec': {'selector': {'app': 'web'}, 'ports': [{'port': 18080, 'targetPort': 8080}]} }
            """
        );
        _cluster.Run(
            "web",
            "web",
            """
            'readinessProbe': {'httpGet': {'path': '/', 'port': 8080}, 'periodSeconds': 1},
            'ports': [{'containerPort': 8080}], 'securityContext': {'runAsUser': 1654, 'runAsNonRoot': true},
            'env': [{'name': 'PATH', 'value': '/usr/bin:/bin:DOTNET'}]
            """.Replace("DOTNET", DockerFixture.DotNet, StringComparison.Ordinal)
        );
        await _cluster.Until("web", status => status.Flag("ready"));
        using var http = new HttpClient();
        Assert.Equal(
            "web",
            await http.GetStringAsync($"http://{_cluster.Address("web")}:8080/", Cancellation)
        );
        var service = _cluster.Host.Resources.Get(Kinds.Service, "default", "web").Text("spec", "clusterIP");
        await Eventually.True(async () =>
        {
            try
            {
                return await http.GetStringAsync($"http://{service}:18080/", Cancellation) == "web";
            }
            catch (HttpRequestException)
            {
                return false;
            }
        });
        // The same from within a pod, where the Service has another address.
        const string script =
            "until exec 3<>/dev/tcp/$WEB_SERVICE_HOST/$WEB_SERVICE_PORT; "
            + "do sleep 0.1; done; printf \"GET / HTTP/1.0\\r\\n\\r\\n\" >&3; cat <&3";
        _cluster.Run(
            "caller",
            "sh",
            $"'command': ['/bin/bash', '-c'], 'args': [{JsonValue.Create(script)!.ToJsonString()}]",
            "'restartPolicy': 'Never',"
        );
        await _cluster.UntilEnded("caller");
        Assert.EndsWith("web\n", await _cluster.Log("caller"));
    }

    [Fact]
    public async Task What_a_container_writes_is_its_log_and_how_it_ends_its_status()
    {
        _cluster.Run(
            "ends",
            "sh",
            """
            'args': ['echo out; echo err >&2; echo why > /dev/termination-log; exit 3']
            """,
            "'restartPolicy': 'Never',"
        );
        await _cluster.UntilEnded("ends");
        var ended = _cluster.Status("ends").At("state", "terminated");
        Assert.Equal(
            (3, "Error", "why\n"),
            ((int)ended.Number("exitCode")!, ended.Text("reason"), ended.Text("message"))
        );
        var log = await _cluster.Log("ends");
        Assert.Equal(["err", "out"], log.Split('\n', StringSplitOptions.RemoveEmptyEntries).Order());
    }

    [Fact]
    public async Task A_program_in_a_container_has_streams_and_an_exit_code()
    {
        _cluster.Run("box", "sh", "'args': ['exec sleep 600']");
        await _cluster.Until("box", status => status.At("state", "running") is not null);
        var (code, output, errors) = await _cluster
            .Kubectl()
            .Try(["exec", "-i", "box", "--", "/bin/sh", "-c", "cat; echo broken >&2; exit 7"], "given");
        Assert.Equal((7, "given"), (code, output));
        Assert.StartsWith("broken\n", errors);
    }

    [Fact]
    public async Task A_container_that_crashes_comes_back_in_the_same_pod()
    {
        _cluster.Run(
            "crash",
            "sh",
            $$"""
            'args': ['echo run >> /shared/runs; [ $(wc -l < /shared/runs) -ge 2 ] && exec sleep 600; exit 1'],
            {{MountShared}}, 'securityContext': {'runAsUser': 1654}
            """,
            volumes: Shared
        );
        await _cluster.Until("crash", status =>
            status.Count("restartCount") >= 1 || status.At("state", "terminated") is not null
        );
        var address = _cluster.Address("crash");
        await _cluster.Until("crash", status =>
            status.Count("restartCount") == 1 && status.At("state", "running") is not null
        );
        Assert.Equal(address, _cluster.Address("crash"));
        Assert.StartsWith("10.", address);
        Assert.Equal(1, _cluster.Status("crash")!.Number("lastState", "terminated", "exitCode"));
    }

    [Fact]
    public async Task A_config_map_is_mounted_and_changes()
    {
        _cluster.Create(
            Kinds.ConfigMap,
            """
            {'metadata': {'name': 'words', 'namespace': 'default'}, 'data': {'word': 'first'} }
            """
        );
        _cluster.Run(
            "reads",
            "sh",
            """
            'args': ['cd /words; while ! grep -q second word; do cat word; echo; sleep .1; done; echo; touch x'],
            'volumeMounts': [{'name': 'words', 'mountPath': '/words'}]
            """,
            "'restartPolicy': 'Never',",
            "{'name': 'words', 'configMap': {'name': 'words'} },"
        );
        await _cluster.Until("reads", status => status.At("state", "running") is not null);
        await Eventually.True(async () => (await _cluster.Log("reads")).Contains("first"));
        _cluster.Change("words", "word", "second");
        await _cluster.UntilEnded("reads");
        Assert.Contains("Read-only file system", await _cluster.Log("reads"));
    }

    [Fact]
    public async Task What_a_container_may_do_is_enforced()
    {
        _cluster.Run(
            "bound",
            "sh",
            """
            'args': ['id -u; touch /x; grep CapEff /proc/self/status; exec tail /dev/zero'],
            'securityContext': {'runAsUser': 1654, 'readOnlyRootFilesystem': true,
                                'capabilities': {'drop': ['ALL']} },
            'resources': {'limits': {'memory': '32Mi', 'cpu': '500m'} }
            """,
            "'restartPolicy': 'Never',"
        );
        await _cluster.UntilEnded("bound");
        var log = await _cluster.Log("bound");
        Assert.Contains("1654", log);
        Assert.Contains("Read-only file system", log);
        Assert.Contains("CapEff:\t0000000000000000", log);
        Assert.Equal("OOMKilled", _cluster.Status("bound").Text("state", "terminated", "reason"));
    }

    [Fact]
    public async Task A_container_that_must_not_be_root_is_not_started_as_root()
    {
        _cluster.Run("root", "sh", "'args': ['id'], 'securityContext': {'runAsNonRoot': true}");
        await _cluster.Until("root", status =>
            status.Text("state", "waiting", "reason") == "CreateContainerConfigError"
        );
        Assert.Contains(
            "image will run as root",
            _cluster.Status("root").Text("state", "waiting", "message")
        );
        await _cluster.Delete("root");
    }

    [Fact]
    public async Task An_image_that_is_not_there_is_told()
    {
        _cluster.Run("missing", "nowhere", "'args': ['id']");
        await _cluster.Until("missing", status =>
            status.Text("state", "waiting", "reason") is "ErrImagePull" or "ImagePullBackOff"
        );
        await _cluster.Delete("missing");
    }

    [Fact]
    public async Task Init_containers_run_before_and_leave_their_files()
    {
        _cluster.Run(
            "inits",
            "sh",
            $"'args': ['cat /shared/made'], {MountShared}",
            $$"""
            'restartPolicy': 'Never', 'initContainers': [{'name': 'i', 'image': '{{_cluster.Registry}}/sh:1',
              'args': ['hostname > /shared/made'], {{MountShared}} }],
            """,
            Shared
        );
        await _cluster.UntilEnded("inits");
        Assert.Equal("inits\n", await _cluster.Log("inits"));
    }

    [Fact]
    public async Task A_pod_that_is_deleted_is_asked_to_stop_and_leaves_nothing()
    {
        _cluster.Run(
            "stops",
            "sh",
            """
            'args': ['trap : TERM; echo here; sleep 600 & wait; echo asked']
            """
        );
        await Eventually.True(async () =>
            _cluster.Status("stops").At("state", "running") is not null
            && (await _cluster.Log("stops")).Contains("here")
        );
        var uid = _cluster.Pod("stops")!.Uid();
        await _cluster.Delete("stops");
        await Eventually.True(async () => await DockerFixture.InEngine(uid) == 0);
    }
}
