using LocalCluster.Hosting;
using LocalCluster.Objects;
using LocalCluster.Runtime.Files;
using LocalCluster.Schema;
using LocalCluster.Tests.Support;

namespace LocalCluster.Tests.Runtime;

/// <summary>What another user of the machine can see of a cluster: nothing.</summary>
public sealed class PodPrivacyTests
{
    private const UnixFileMode OwnerAlone =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    [Fact]
    public async Task Another_user_reads_no_secret_volume_no_log_and_nothing_of_the_clusters_own()
    {
        await using var cluster = await ProcessCluster.Start();
        await cluster.PushShell();
        cluster.Apply(
            Kinds.Secret,
            "{'metadata': {'name': 'hidden', 'namespace': 'default'}, 'stringData': {'password': 'opensesame'}}"
        );
        cluster.Run(
            "web",
            $$"""
            {'name': 'c', 'image': '{{cluster.Registry}}/sh:1',
             'args': ['cat $CONTAINER_ROOT/secret/password; echo; sleep 600'],
             'volumeMounts': [{'name': 'hidden', 'mountPath': '/secret'}] }
            """,
            volumes: "{'name': 'hidden', 'secret': {'secretName': 'hidden'}},"
        );
        await cluster.UntilPhase("web", "Running");
        var pod = cluster.At("pods", cluster.Pod("web").Uid());
        var log = Path.Combine(pod, "c-c", "logs", "0.log");
        var secret = Path.Combine(pod, "volumes", "hidden", "password");
        await Eventually.True(() => File.Exists(log) && File.ReadAllText(log).Contains("opensesame"));
        Assert.Equal("opensesame", File.ReadAllText(secret));

        // Each of the two is enough, and the one above could be opened by its user.
        string[] closed = [cluster.At(), cluster.At("pods"), pod, cluster.At("volumes")];
        Assert.All(closed, folder => Assert.Equal(OwnerAlone, FileModes.Get(folder)));
        string[] wanted =
        [
            secret,
            log,
            cluster.At("kubeconfig"),
            cluster.At("pki", "token"),
            cluster.At("lock"),
        ];
        Assert.All(wanted, file => Assert.True(File.Exists(file), file));
        if (Environment.IsPrivilegedProcess && ExternalTool.FindOrNull("setpriv") is { } setpriv)
        {
            foreach (var file in wanted)
            {
                var attempt = await ProgramRun.Of(
                    setpriv,
                    ["--reuid=65534", "--regid=65534", "--clear-groups", "cat", file]
                );
                Assert.Equal("", attempt.Output);
                Assert.Contains("Permission denied", attempt.Errors);
            }
        }
    }

    [Fact]
    public void The_folder_of_an_earlier_cluster_is_closed_and_one_with_other_files_is_refused()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such modes.");
        using var folder = new TemporaryFolder();
        var open = OwnerAlone | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;
        var earlier = Directory.CreateDirectory(folder.At("earlier")).FullName;
        FileModes.Set(earlier, open);
        File.WriteAllText(Path.Combine(earlier, "lock"), "");
        ClusterFolder.Open(earlier);
        Assert.Equal(OwnerAlone, FileModes.Get(earlier));

        var home = Directory.CreateDirectory(folder.At("home")).FullName;
        FileModes.Set(home, open);
        File.WriteAllText(Path.Combine(home, "letter"), "");
        var refused = Assert.Throws<ClusterStartException>(() => ClusterFolder.Open(home));
        Assert.Equal(
            $"{home} holds other files and is open to other users, who could read the cluster's Secrets there. "
                + $"Choose a new folder, or close it first: chmod 700 {home}",
            refused.Message
        );
        Assert.Equal(open, FileModes.Get(home));
    }
}
