using System.Security.Cryptography;
using Slipway.Environments;
using Slipway.Values;
using Slipway.Yaml;

namespace Slipway.Tests.Environments;

public sealed class EnvironmentReaderTests : IDisposable
{
    private readonly EnvironmentFile _file = new();

    public void Dispose() => _file.Dispose();

    [Fact]
    public void Every_key_is_read()
    {
        var settings = _file.Read(
            """
            context: staging-eu
            namespace: movies
            registry: registry.example.com:5000/movies
            insecureRegistry: true
            baseImage: registry.example.com/dotnet/aspnet:10.0
            builder: project
            buildArgs: { SDK_IMAGE: 'registry.example.com/sdk:10.0', LEVEL: 2 }
            strategy: canary
            timeouts: { workload: 1m30s, total: 1h }
            promotion: { from: test }
            canary:
              steps: [10, 50, 90]
              minimumRequests: 200
              maximum: 5m
              noTraffic: abort
              traffic: { rate: 7, paths: { rating: /ratings/movie/1 } }
            slo: { availability: 99.9, latency: { quantile: 0.99, below: 250ms } }
            """
        );

        Assert.Equal("staging", settings.Name);
        Assert.Equal("k8s/overlays/staging", settings.Overlay);
        Assert.Equal(new ClusterChoice(Local: false, "staging-eu"), settings.Cluster);
        Assert.Equal(
            ("movies", "registry.example.com:5000/movies", true),
            (settings.Namespace, settings.Registry, settings.InsecureRegistry)
        );
        Assert.Equal("registry.example.com/dotnet/aspnet:10.0", settings.BaseImage?.ToString());
        Assert.Equal(BuilderChoice.Project, settings.Build.Builder);
        Assert.Equal(
            new Dictionary<string, string>
            {
                ["SDK_IMAGE"] = "registry.example.com/sdk:10.0",
                ["LEVEL"] = "2",
            },
            settings.Build.Arguments
        );
        Assert.Equal(Strategy.Canary, settings.Strategy);
        Assert.Equal(new Timeouts(TimeSpan.FromSeconds(90), TimeSpan.FromHours(1)), settings.Timeouts);
        Assert.Equal("test", settings.PromotionFrom);
        Assert.Equal([10, 50, 90], settings.Canary.Steps);
        Assert.Equal(
            (200, TimeSpan.FromMinutes(5), NoTraffic.Abort),
            (settings.Canary.MinimumRequests, settings.Canary.Maximum, settings.Canary.NoTraffic)
        );
        Assert.Equal(7, settings.Canary.Traffic?.Rate);
        Assert.Equal("/ratings/movie/1", settings.Canary.Traffic?.Paths["rating"]);
        Assert.Equal(
            new SloPolicy(99.9, new LatencyObjective(0.99, TimeSpan.FromMilliseconds(250))),
            settings.Slo
        );
    }

    [Fact]
    public void What_is_not_written_has_a_default()
    {
        var settings = _file.Read(
            """
            namespace: movies
            registry: registry.example.com/movies
            """
        );

        Assert.Equal(new ClusterChoice(Local: false, Context: null), settings.Cluster);
        Assert.False(settings.InsecureRegistry);
        Assert.Equal("mcr.microsoft.com/dotnet/aspnet:10.0", settings.BaseImage?.ToString());
        Assert.Equal(Strategy.Rolling, settings.Strategy);
        Assert.Equal(new Timeouts(TimeSpan.FromMinutes(3), TimeSpan.FromMinutes(15)), settings.Timeouts);
        Assert.Equal([25, 50], settings.Canary.Steps);
        Assert.Equal(
            (50, TimeSpan.FromMinutes(2), NoTraffic.Hold, null),
            (
                settings.Canary.MinimumRequests,
                settings.Canary.Maximum,
                settings.Canary.NoTraffic,
                settings.Canary.Traffic
            )
        );
        Assert.Equal(new SloPolicy(99.5, null), settings.Slo);
        Assert.Null(settings.PromotionFrom);
    }

    [Fact]
    public void The_embedded_cluster_has_its_own_registry_and_needs_no_base()
    {
        var settings = _file.Read("cluster: local\nnamespace: movies\n");

        Assert.Equal(
            (new ClusterChoice(true, null), null, null),
            (settings.Cluster, settings.Registry, settings.BaseImage)
        );
    }

    [Fact]
    public void The_command_line_goes_before_the_file()
    {
        var settings = _file.Read(
            "context: a\nnamespace: b\nregistry: c.example.com\nbaseImage: d.example.com/d:1\n",
            new EnvironmentOverrides("ctx", "ns", "localhost:5000", "base.example.com/x:2")
        );

        Assert.Equal(
            ("ctx", "ns", "localhost:5000", "base.example.com/x:2"),
            (settings.Cluster.Context, settings.Namespace, settings.Registry, settings.BaseImage?.ToString())
        );
    }

    [Fact]
    public void A_context_on_the_command_line_moves_a_local_environment_to_that_cluster()
    {
        var settings = _file.Read(
            "cluster: local\nnamespace: movies\nbaseImage: scratch\n",
            new EnvironmentOverrides(Context: "kind", Registry: "localhost:5000")
        );

        Assert.Equal(new ClusterChoice(Local: false, "kind"), settings.Cluster);
        Assert.Equal("mcr.microsoft.com/dotnet/aspnet:10.0", settings.BaseImage?.ToString());
    }

    [Fact]
    public void All_mistakes_are_named_at_once_with_their_places()
    {
        var mistakes = _file.Mistakes(
            """
            contxt: staging
            namespace: Movies_
            registry: https://registry.example.com
            insecureRegistry: yes
            baseImage: scratch
            strategy: slow
            timeouts: { workload: 10x, total: 15m }
            namespace: again
            promotion: { from: staging, to: x }
            canary:
              steps: [50, 25]
              minimumRequests: 0
              noTraffic: [a]
              traffic: { rate: 1.5, paths: { rating: ratings } }
            slo:
              availability: 101
              latency: { quantile: 0.95 }
            """
        );

        Assert.Equal(
            [
                "1:1: Unknown key 'contxt'. Did you mean 'context'?",
                "2:12: 'Movies_' is not a valid namespace name: at most 63 characters: lower-case letters, digits "
                    + "and '-', "
                    + "with a letter or digit at both ends.",
                "3:11: 'https://registry.example.com' is not a registry; expected host[:port][/path] in lower "
                    + "case, without a scheme.",
                "4:19: 'insecureRegistry' must be true or false; found 'yes'.",
                "5:12: 'scratch' runs only on the embedded cluster ('cluster: local').",
                "6:11: 'strategy' must be one of rolling, canary; found 'slow'.",
                "7:23: 'timeouts.workload' must be a duration from 1s to 24h, for example 90s or 3m; "
                    + "found '10x'.",
                "8:1: Duplicate key 'namespace'; first on line 2.",
                "9:20: An environment cannot promote from itself.",
                "9:29: Unknown key 'promotion.to'. Known here: from.",
                "11:10: 'canary.steps' must be whole percentages from 1 to 99 in ascending order, for "
                    + "example [25, 50].",
                "12:20: 'canary.minimumRequests' must be a whole number from 1 to 1000000; found '0'.",
                "13:14: 'canary.noTraffic' must be one of hold, abort, promote; found a list.",
                "14:20: 'canary.traffic.rate' must be a whole number from 1 to 1000; found '1.5'.",
                "14:42: 'ratings' is not a path; it must start with '/'.",
                "16:17: 'slo.availability' must be a number above 0 and at most 100; found '101'.",
                "17:12: Missing key 'slo.latency.below': the latency threshold, for example 'below: 500ms'.",
            ],
            mistakes
        );
    }

    [Fact]
    public void Further_namespaces_and_image_paths_are_read()
    {
        var settings = _file.Read(
            """
            namespace: movies
            registry: registry.example.com/movies
            namespaces: [monitoring, movies, ingress]
            imagePaths:
              - { group: example.com, kind: Runner, path: "spec/jobs[]/runnerImage" }
              - { kind: Backup, path: spec/image }
            """
        );
        Assert.Equal(["movies", "monitoring", "ingress"], settings.Namespaces.All);
        Assert.Equal("movies", settings.Namespaces.Declared);
        Assert.Equal(["spec", "jobs", "runnerImage"], settings.ImagePaths[0].Fields);
        Assert.True(settings.ImagePaths[0].Selects(new GroupKind("example.com", "Runner")));
        Assert.False(settings.ImagePaths[0].Selects(new GroupKind("example.org", "Runner")));
        Assert.True(settings.ImagePaths[1].Selects(new GroupKind("any.example", "Backup")));
    }

    [Theory]
    [InlineData("namespaces: [Monitoring]", "3:13: 'Monitoring' is not a valid namespace name")]
    [InlineData("namespaces: monitoring", "3:13: 'namespaces' must be a list of plain values")]
    [InlineData("imagePaths: [{kind: A}]", "3:14: Missing key 'imagePaths[0].path'")]
    [InlineData("imagePaths: [{path: a/b}]", "3:21: Give the 'kind' that has this field")]
    [InlineData("imagePaths: [{kind: A, path: /a}]", "3:30: '/a' is not a path")]
    [InlineData("imagePaths: [{kind: A, path: a, name: b}]", "3:33: Unknown key 'imagePaths[0].name'")]
    public void Their_mistakes_are_told_with_their_places(string line, string said)
    {
        var e = Assert.Throws<FileRefusal>(() =>
            _file.Read($"namespace: movies\nregistry: registry.example.com/movies\n{line}\n")
        );
        Assert.Contains(said, Assert.Single(e.Mistakes));
    }

    [Theory]
    [InlineData("", "1:1: Missing key 'namespace'", "1:1: Missing key 'registry'")]
    [InlineData(
        "- a\n- b\n",
        "1:1: Expected a mapping of keys to values, found a list.",
        "1:1: Missing",
        "1:1: Missing"
    )]
    [InlineData("namespace: [a\n", "1:12: Broken YAML: the list that begins here is not")]
    [InlineData("namespace: a\n\tregistry: b\n", "2:1: Broken YAML: ")]
    [InlineData("namespace: *there\n", "1:12: Broken YAML: anchor '&there' is not defined")]
    [InlineData(
        "namespace: a\nregistry: b.example.com\n---\na: b\n",
        "3:1: Only one YAML document is expected"
    )]
    [InlineData(
        "cluster: local\ncontext: a\nnamespace: b\n",
        "2:10: 'context' and 'cluster: local' are mutually exclusive."
    )]
    [InlineData(
        "cluster: remote\nnamespace: b\nregistry: c.example.com\n",
        "1:10: 'cluster' must be one of local; found 'remote'."
    )]
    [InlineData("cluster: local\nnamespace:\n", "2:11: 'namespace' must be a string, found nothing.")]
    [InlineData(
        "cluster: local\nnamespace: a\ntimeouts: 3m\n",
        "3:11: 'timeouts' must be a mapping, found '3m'."
    )]
    [InlineData(
        "cluster: local\nnamespace: a\ntimeouts: { workload: 20m }\n",
        "3:11: 'timeouts.workload' must not be longer than"
    )]
    [InlineData(
        "cluster: local\nnamespace: a\nbaseImage: aspnet\n",
        "3:12: 'aspnet' is not a full image reference"
    )]
    public void A_mistake_is_named_with_its_place(string yaml, params string[] expected)
    {
        var mistakes = _file.Mistakes(yaml);

        Assert.Equal(expected.Length, mistakes.Count);
        Assert.All(expected.Zip(mistakes), pair => Assert.StartsWith(pair.First, pair.Second));
    }

    [Fact]
    public void A_mistake_on_the_command_line_is_named_there()
    {
        var refusal = Assert.Throws<FileRefusal>(() =>
            _file.Read(
                "cluster: local\nnamespace: movies\n",
                new EnvironmentOverrides(Namespace: "A B", Registry: "not a registry", BaseImage: "aspnet")
            )
        );

        Assert.Collection(
            refusal.Mistakes,
            mistake => Assert.StartsWith("--namespace: 'A B' is not a valid namespace name", mistake),
            mistake => Assert.StartsWith("--registry: 'not a registry' is not a registry", mistake),
            mistake => Assert.StartsWith("--base-image: 'aspnet' is not a full image reference", mistake)
        );
    }

    [Fact]
    public void An_unknown_environment_is_refused_with_those_that_there_are()
    {
        _file.Folder.Write("k8s/overlays/staging/environment.yaml", "");
        _file.Folder.Write("k8s/overlays/local/environment.yaml", "");

        var refusal = Assert.ThrowsAny<Refusal>(() =>
            EnvironmentReader.Read(_file.Folder.Path, "stagng", EnvironmentFile.NoOverrides)
        );

        Assert.Equal("There is no environment 'stagng'. Did you mean 'staging'?", refusal.What);
        Assert.Equal("Choose one of: local, staging.", refusal.Next);
        Assert.Equal(["local", "staging"], EnvironmentReader.Names(_file.Folder.Path));
    }

    [Fact]
    public void A_missing_file_is_refused_with_its_path()
    {
        _file.Folder.Write("k8s/overlays/staging/kustomization.yaml", "");

        var refusal = Assert.ThrowsAny<Refusal>(() =>
            EnvironmentReader.Read(_file.Folder.Path, "staging", EnvironmentFile.NoOverrides)
        );

        Assert.Equal("k8s/overlays/staging/environment.yaml:1:1: This file is missing.", refusal.What);
    }
}
