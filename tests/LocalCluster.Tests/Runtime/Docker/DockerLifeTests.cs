using System.Diagnostics;
using System.Text.Json.Nodes;
using LocalCluster.Hosting;
using LocalCluster.Hosting.Cli;
using LocalCluster.Tests.Hosting;
using LocalCluster.Tests.Support;

namespace LocalCluster.Tests.Runtime.Docker;

public sealed class DockerLifeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task A_killed_cluster_finds_its_containers_and_a_stopped_one_leaves_nothing()
    {
        var started = await Start();
        try
        {
            var pid = (int)started["pid"]!;
            using (var registry = await ClusterRegistry.ConnectAsync($"{started["registry"]}", _folder.Path))
                await ClusterRegistry.PushShellAsync(registry);
            await Create($"{started["registry"]}/sh:1");
            await Eventually.True(async () => (await DockerFixture.OfCluster(_folder.Path)).Containers == 2);
            using (var process = Process.GetProcessById(pid))
                process.Kill();
            await Eventually.True(() => !BackgroundProcess.IsAlive(pid));
            Assert.Equal((2, 1), await DockerFixture.OfCluster(_folder.Path));

            await Start();
            var log = _folder.At("cluster.log");
            await Eventually.True(() =>
                Text(log).Contains("Removed 2 containers left by an earlier run of this cluster.")
            );
            await Eventually.True(async () => (await DockerFixture.OfCluster(_folder.Path)).Containers == 2);
        }
        finally
        {
            await Run("stop");
        }
        Assert.Equal((0, 0), await DockerFixture.OfCluster(_folder.Path));
    }

    [Fact]
    public async Task Without_an_engine_the_start_is_refused_and_says_how_to_start_one()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Pods need the loopback addresses of Linux.");
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardError = true,
            Environment = { ["DOCKER_HOST"] = $"unix://{_folder.At("no.sock")}" },
        };
        foreach (var argument in Arguments("serve"))
            start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        var errors = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(1, process.ExitCode);
        Assert.Contains("No Docker Engine answers", errors);
        Assert.Contains("systemctl start docker", errors);
    }

    public void Dispose() => _folder.Dispose();

    private async Task<JsonNode> Start()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Pods need the loopback addresses of Linux.");
        var (code, output, errors) = await Run("start");
        Assert.SkipWhen(
            errors.Contains("No Docker Engine answers"),
            "No Docker Engine answers (start dockerd)"
        );
        Assert.True(code == 0, errors);
        return JsonNode.Parse(output)!;
    }

    private async Task Create(string image)
    {
        using var client = ApiFixture.Connect(_folder.Path);
        var pod = TestObjects.Json(
            $$"""
            {'metadata': {'name': 'waits'}, 'spec': {'terminationGracePeriodSeconds': 1,
             'containers': [{'name': 'c', 'image': '{{image}}',
               'command': ['/bin/sleep', '600'], 'volumeMounts':
               [{'name': 'a', 'mountPath': '/bin'}, {'name': 'b', 'mountPath': '/lib'},
                {'name': 'c', 'mountPath': '/lib64'}, {'name': 'd', 'mountPath': '/usr'}] }],
             'volumes': [
               {'name': 'a', 'hostPath': {'path': '/bin'} }, {'name': 'b', 'hostPath': {'path': '/lib'} },
               {'name': 'c', 'hostPath': {'path': '/lib64'} },
               {'name': 'd', 'hostPath': {'path': '/usr'} }] } }
            """
        );
        await Eventually.True(async () =>
        {
            using var content = new StringContent(
                pod.ToJsonString(),
                System.Text.Encoding.UTF8,
                "application/json"
            );
            using var answer = await client.PostAsync("api/v1/namespaces/default/pods", content);
            return answer.IsSuccessStatusCode;
        });
    }

    private static string Text(string file)
    {
        using var reader = new StreamReader(
            new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite)
        );
        return reader.ReadToEnd();
    }

    private string[] Arguments(string command) =>
        [
            typeof(ClusterHost).Assembly.Location,
            command,
            "--directory",
            _folder.Path,
            .. command == "stop" ? Array.Empty<string>() : ["--runtime", "docker"],
        ];

    private Task<ProgramRun> Run(string command) => ProgramRun.Of("dotnet", Arguments(command));
}
