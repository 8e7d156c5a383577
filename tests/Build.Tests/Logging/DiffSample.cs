using System.Text.Json;
using Slipway.Kubernetes.Objects;
using Slipway.Pipeline.Diff;
using Slipway.Values;

namespace Slipway.Targets.Tests.Logging;

/// <summary>A difference with one of everything.</summary>
internal static class DiffSample
{
    private static readonly string s_config =
        string.Join('\n', Enumerable.Range(1, 20).Select(i => $"line {i}")) + "\n";

    public static ReleaseDiff Everything { get; } =
        new(
            [
                new ObjectDiff(
                    Key("v1", "ConfigMap", "rating-config-fkt4m75762"),
                    ObjectChange.New,
                    [
                        Changed(
                            "data[app.conf]",
                            s_config,
                            s_config.Replace("line 5\n", "line five\n").Replace("line 16\n", "")
                        ),
                    ]
                )
                {
                    InPlaceOf = Key("v1", "ConfigMap", "rating-config-8c54bkkt8f"),
                },
                new ObjectDiff(
                    Key("v1", "Secret", "rating"),
                    ObjectChange.Changed,
                    [
                        new FieldChange("data.password", null, null, FieldChangeKind.Changed)
                        {
                            IsHidden = true,
                        },
                    ]
                ),
                new ObjectDiff(
                    Key("apps/v1", "Deployment", "rating"),
                    ObjectChange.Changed,
                    [
                        Changed("spec.replicas", 2, 3),
                        Changed(
                            "spec.template.spec.containers[rating].image",
                            Image("1.2.3"),
                            Image("1.2.4")
                        ),
                        Added("spec.template.spec.containers[rating].env[PORT].value", "8080"),
                        Removed("spec.template.spec.containers[rating].env[LOG].value", "debug"),
                        Added(
                            "spec.template.spec.containers[proxy]",
                            new
                            {
                                name = "proxy",
                                args = new[] { "--quiet", "--port=80" },
                                ports = new[] { new { containerPort = 80 } },
                            }
                        ),
                    ]
                ),
                new ObjectDiff(
                    Key("apps/v1", "Deployment", "user"),
                    ObjectChange.Changed,
                    [
                        new FieldChange(
                            "spec.template.spec.containers[user].image",
                            JsonSerializer.SerializeToElement(Image("1.2.3")),
                            null,
                            FieldChangeKind.Changed
                        )
                        {
                            ToBeBuilt = "services/user/Program.cs changed",
                        },
                    ]
                ),
                new ObjectDiff(
                    Key("apps/v1", "StatefulSet", "db"),
                    ObjectChange.Replaced,
                    [Changed("spec.serviceName", "db", "other")]
                )
                {
                    Notes =
                    [
                        "spec.serviceName cannot be changed, so its pods restart",
                        "Deploy refuses this without --replace-immutable",
                    ],
                },
                new ObjectDiff(Key("example.com/v1", "Widget", "new"), ObjectChange.New, []),
                new ObjectDiff(Key("v1", "Service", "old"), ObjectChange.Removed, []),
                new ObjectDiff(Key("v1", "PersistentVolumeClaim", "data"), ObjectChange.Kept, [])
                {
                    Notes = ["it is no longer in the manifests, but stays, because it holds data"],
                },
            ],
            12,
            ["Deploy asks for --confirm-prune, since it removes deployment/old"]
        );

    /// <summary>Enough of it for a page about the document.</summary>
    public static ReleaseDiff Few { get; } =
        Everything with
        {
            Objects = [Everything.Objects[1], Everything.Objects[3], Everything.Objects[4]],
        };

    public static ReleaseDiff Of(params IReadOnlyList<FieldChange> fields) =>
        new([new ObjectDiff(Key("v1", "ConfigMap", "a"), ObjectChange.Changed, fields)], 0, []);

    public static FieldChange Changed(string path, object before, object after) =>
        new(
            path,
            JsonSerializer.SerializeToElement(before),
            JsonSerializer.SerializeToElement(after),
            FieldChangeKind.Changed
        );

    public static FieldChange Added(string path, object after) =>
        new(path, null, JsonSerializer.SerializeToElement(after), FieldChangeKind.Added);

    private static FieldChange Removed(string path, object before) =>
        new(path, JsonSerializer.SerializeToElement(before), null, FieldChangeKind.Removed);

    private static ObjectKey Key(string apiVersion, string kind, string name) =>
        new(apiVersion, kind, "movies", name);

    private static string Image(string version) =>
        $"registry.example.com/movies/rating:{version}@{Digest.Of(System.Text.Encoding.UTF8.GetBytes(version))}";
}
