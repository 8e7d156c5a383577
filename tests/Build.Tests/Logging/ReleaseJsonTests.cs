using System.Text.Json.Nodes;
using Slipway.Environments;
using Slipway.Kubernetes.Objects;
using Slipway.Pipeline;
using Slipway.Pipeline.Status;
using Slipway.Releases;
using Slipway.Targets.CommandLine;
using Slipway.Targets.Logging;
using Slipway.Targets.Tests.Running;
using Slipway.Values;
using Slipway.Versioning;
using ReleaseJson = Slipway.Targets.Logging.ReleaseJson;

namespace Slipway.Targets.Tests.Logging;

/// <summary>
/// The documents that programs rely on, as they are in the folder Golden and in docs/json.md. A key that is
/// renamed or gone breaks those programs.
/// </summary>
public sealed class ReleaseJsonTests : IDisposable
{
    private static readonly string s_golden = Path.Combine(Checkout.Root, "tests/Build.Tests/Logging/Golden");
    private static readonly DateTimeOffset s_noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.FromHours(1));
    private static readonly Digest s_bits = Digest.Of("bits"u8);

    private readonly TemporaryFolder _repository = new();

    public void Dispose() => _repository.Dispose();

    [Fact]
    public void Version() =>
        IsGolden(
            "version.json",
            ReleaseJson.Version(
                new SourceVersion(
                    "1.4.0-beta.3.gccccccc",
                    "1.4.0-beta.3.gccccccc",
                    new string('c', 40),
                    "main",
                    "Ada",
                    null
                )
            )
        );

    [Fact]
    public void Status() =>
        IsGolden(
            "status.json",
            ReleaseJson.Status(
                "shop",
                Environment(),
                new StatusReport(
                    [
                        new WorkloadStatus(
                            "orders",
                            "1.4.0",
                            s_bits,
                            0,
                            3,
                            "stable",
                            s_noon,
                            "http://127.0.0.1:8080/"
                        )
                        {
                            WaitsFor = "1 of 3 pods are updated (pod orders-7d4-x2: ErrImagePull: not found)",
                            StillServing =
                            [
                                new ServingRevision("1.3.0", Digest.Of("old bits"u8), 3, s_noon.AddDays(-2)),
                            ],
                        },
                        new WorkloadStatus("orders", "unknown", null, 1, 1, "canary", s_noon, ""),
                    ],
                    ["URLs of Ingresses are not shown: no right to list ingresses"]
                )
                {
                    Running = new Release(
                        "shop",
                        7,
                        "1.4.0",
                        new string('c', 40),
                        "Ada",
                        "local",
                        ReleaseKind.Deploy,
                        ReleaseState.Deployed,
                        new Dictionary<string, ImageReference>(),
                        [],
                        "kubernetes-admin (ada@desk)",
                        s_noon
                    ),
                    Kept =
                    [
                        new KeptObject(
                            new ObjectKey("v1", "PersistentVolumeClaim", "shop", "uploads"),
                            "it holds data"
                        ),
                    ],
                }
            )
        );

    [Fact]
    public void History()
    {
        Assert.True(ImageReference.TryParse($"registry.example.com/orders:1.4.0@{s_bits}", out var image));
        var release = new Release(
            "shop",
            7,
            "1.4.0",
            new string('c', 40),
            "Ada",
            "staging",
            ReleaseKind.Deploy,
            ReleaseState.Failed,
            new Dictionary<string, ImageReference> { ["orders"] = image! },
            [],
            "system:serviceaccount:ci:deployer (octocat, GitHub Actions)",
            s_noon
        )
        {
            Finished = s_noon.AddMinutes(2),
            Run = new CiRun("GitHub Actions", "octocat", "https://github.com/movies/shop/actions/runs/42"),
            Failure = "orders: \"CrashLoopBackOff\"\nexit code 1",
            AllowedOlder = "the migration in main is broken",
            Bundle = ImageReference.Parse($"registry.example.com/shop.bundle:1.4.0@{s_bits}"),
        };
        IsGolden(
            "history.json",
            ReleaseJson.History(
                "shop",
                Environment(),
                [
                    release,
                    release with
                    {
                        Revision = 8,
                        Commit = null,
                        Author = null,
                        Kind = ReleaseKind.Rollback,
                        State = ReleaseState.Pending,
                        Finished = null,
                        Failure = null,
                        AllowedOlder = null,
                        Bundle = null,
                        Restores = 6,
                        RanBy = "kubernetes-admin (ada@desk)",
                        Run = null,
                    },
                ]
            )
        );
    }

    [Fact]
    public void Diff() => IsGolden("diff.json", DiffJson.Of("shop", Environment(), DiffSample.Few));

    [Fact]
    public void Comparison() =>
        IsGolden("comparison.json", ComparisonJson.Of("shop", Environment(), ComparisonSample.Everything));

    [Fact]
    public void Report() =>
        IsGolden("report.json", ReleaseJson.Report("shop", Environment(), ReportSample.Failed));

    [Fact]
    public void Each_document_is_shown_in_the_page_about_them()
    {
        var page = File.ReadAllText(Path.Combine(Checkout.Root, "docs/json.md")).ReplaceLineEndings("\n");
        Assert.All(Directory.GetFiles(s_golden, "*.json"), file =>
            Assert.Contains(File.ReadAllText(file).ReplaceLineEndings("\n"), page)
        );
    }

    private EnvironmentSettings Environment()
    {
        _repository.Write("k8s/overlays/local/environment.yaml", "namespace: shop\ncluster: local\n");
        return EnvironmentReader.Read(_repository.Path, "local", new EnvironmentOverrides());
    }

    private static void IsGolden(string file, JsonObject document)
    {
        using var written = new StringWriter { NewLine = "\n" };
        new Results(OutputFormat.Json, written).Write(() => [], () => document);
        Assert.Equal(File.ReadAllText(Path.Combine(s_golden, file)).ReplaceLineEndings("\n"), $"{written}");
    }
}
