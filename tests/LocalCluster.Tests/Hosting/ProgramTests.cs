using System.Diagnostics;
using System.Text.Json.Nodes;
using LocalCluster.Hosting.Cli;
using LocalCluster.Objects;
using LocalCluster.Tests.Support;

namespace LocalCluster.Tests.Hosting;

public sealed class ProgramTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task A_killed_cluster_comes_back_with_all_that_was_acknowledged()
    {
        var started = JsonNode.Parse((await Run("start")).Output)!;
        try
        {
            using var client = Client();
            for (var i = 0; i < 50; i++)
            {
                using var content = new StringContent(
                    $$$"""{"metadata":{"name":"n{{{i}}}"}}""",
                    System.Text.Encoding.UTF8,
                    "application/json"
                );
                using var answer = await client.PostAsync(
                    $"{started["api"]}/api/v1/namespaces/default/secrets",
                    content,
                    TestContext.Current.CancellationToken
                );
                Assert.True(answer.IsSuccessStatusCode);
            }
            using (var process = Process.GetProcessById((int)started["pid"]!))
                process.Kill();
            await Eventually.True(() => !BackgroundProcess.IsAlive((int)started["pid"]!));
            Assert.Equal(3, (await Run("status")).Code);
            var again = JsonNode.Parse((await Run("start")).Output)!;
            Assert.Equal(started["api"]!.ToString(), again["api"]!.ToString());
            var list = JsonNode.Parse(
                await client.GetStringAsync(
                    $"{again["api"]}/api/v1/namespaces/default/secrets",
                    TestContext.Current.CancellationToken
                )
            )!;
            Assert.Equal(50, list["items"]!.AsArray().Count);
        }
        finally
        {
            await Run("stop");
        }
    }

    [Fact]
    public async Task A_crash_on_request_keeps_what_was_written_before_it()
    {
        var started = JsonNode.Parse((await Run("start", "--fault-injection", "on")).Output)!;
        try
        {
            using var client = Client();
            await Send(
                "/slipway/faults",
                """
                {"rules":[{"verbs":["create"],"resources":["secrets"],"skip":1,"crash":"after"}]}
                """
            );
            await Send("/api/v1/namespaces/default/secrets", """{"metadata":{"name":"a"}}""");
            await Assert.ThrowsAsync<HttpRequestException>(() =>
                Send("/api/v1/namespaces/default/secrets", """{"metadata":{"name":"b"}}""")
            );
            await Eventually.True(() => !BackgroundProcess.IsAlive((int)started["pid"]!));
            await Run("start");
            var list = JsonNode.Parse(
                await client.GetStringAsync(
                    started["api"] + "/api/v1/namespaces/default/secrets",
                    TestContext.Current.CancellationToken
                )
            )!;
            Assert.Equal(
                ["a", "b"],
                list["items"]!.AsArray().Select(i => i!["metadata"]!["name"]!.ToString())
            );

            async Task Send(string path, string body)
            {
                using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
                using var answer = await client.PostAsync(
                    started["api"] + path,
                    content,
                    TestContext.Current.CancellationToken
                );
                Assert.True(answer.IsSuccessStatusCode, $"{answer.StatusCode}");
            }
        }
        finally
        {
            await Run("stop");
        }
    }

    [Fact]
    public async Task Start_is_idempotent_and_stop_leaves_nothing()
    {
        var first = await Run("start");
        var second = await Run("start");
        Assert.Equal(first.Output, second.Output);
        var stopped = await Run("stop");
        Assert.Equal($"The cluster in {_folder.Path} has stopped.{Environment.NewLine}", stopped.Output);
        var id = (int)JsonNode.Parse(first.Output)!["pid"]!;
        Assert.False(BackgroundProcess.IsAlive(id));
        Assert.Equal(
            (0, $"No cluster is running in {_folder.Path}.{Environment.NewLine}"),
            ((await Run("stop")).Code, (await Run("stop")).Output)
        );
    }

    [Fact]
    public async Task A_taken_port_is_named()
    {
        var block = AddressBlock.Candidates(_folder.Path).Skip(7).First();
        using var squatter = new System.Net.Sockets.TcpListener(block.Api);
        squatter.Start();
        var (code, _, errors) = await Run("start", "--address-block", block.ToString());
        Assert.Equal(1, code);
        Assert.Contains($"Port 6443 of {block.Api.Address}, the address of this cluster, is in use.", errors);
    }

    [Fact]
    public async Task The_kubeconfig_is_for_its_owner_alone()
    {
        await Run("start");
        try
        {
            if (!OperatingSystem.IsWindows())
            {
                Assert.Equal(
                    UnixFileMode.UserRead | UnixFileMode.UserWrite,
                    File.GetUnixFileMode(Path.Combine(_folder.Path, "kubeconfig"))
                );
            }
        }
        finally
        {
            await Run("stop");
        }
    }

    public void Dispose() => _folder.Dispose();

    private HttpClient Client() => ApiFixture.Connect(_folder.Path);

    private Task<ProgramRun> Run(string command, params string[] more) =>
        ProgramRun.Of(
            "dotnet",
            [
                typeof(LocalCluster.Hosting.ClusterHost).Assembly.Location,
                command,
                "--directory",
                _folder.Path,
                .. command == "start" ? new[] { "--runtime", "none" } : [],
                .. more,
            ]
        );
}
