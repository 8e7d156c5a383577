using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Slipway.Pipeline.Diff;
using Slipway.Values;

namespace Slipway.Tests.Pipeline.Diff;

/// <summary>Fields are named as Kubernetes names them, and only those that differ.</summary>
public sealed class FieldComparisonTests
{
    [Fact]
    public void A_scalar_is_shown_with_both_values() =>
        Is("spec.replicas: 2 -> 3", """{ "spec": { "replicas": 2 } }""", """{ "spec": { "replicas": 3 } }""");

    [Fact]
    public void Items_are_told_apart_by_their_merge_key_wherever_they_stand() =>
        Is(
            """
            spec.containers[web].env[LOG].value: "info" -> "debug"
            spec.containers[web].env[NEW].value: + "1"
            spec.containers[web].env[OLD].value: - "0"
            spec.containers[web].ports[http].containerPort: 80 -> 8080
            spec.containers[web].volumeMounts[/tmp].readOnly: + true
            """,
            """
            { "spec": { "containers": [ { "name": "web",
              "env": [ { "name": "OLD", "value": "0" }, { "name": "LOG", "value": "info" } ],
              "ports": [ { "name": "http", "containerPort": 80 } ],
              "volumeMounts": [ { "name": "tmp", "mountPath": "/tmp" } ] } ] } }
            """,
            """
            { "spec": { "containers": [ { "name": "web",
              "env": [ { "name": "LOG", "value": "debug" }, { "name": "NEW", "value": "1" } ],
              "ports": [ { "name": "http", "containerPort": 8080 } ],
              "volumeMounts": [ { "name": "tmp", "mountPath": "/tmp", "readOnly": true } ] } ] } }
            """
        );

    [Fact]
    public void Items_that_are_the_same_by_one_key_are_told_apart_by_another() =>
        Is(
            "mounts[/b].readOnly: true -> false",
            """{ "mounts": [ { "name": "v", "mountPath": "/a" }, { "name": "v", "mountPath": "/b", "readOnly": true } ] }""",
            """{ "mounts": [ { "name": "v", "mountPath": "/a" }, { "name": "v", "mountPath": "/b", "readOnly": false } ] }"""
        );

    [Fact]
    public void Items_without_a_key_are_compared_by_their_place() =>
        Is(
            """
            rules[0].verbs: ["get"] -> ["get","list"]
            rules[1]: + {"verbs":["watch"]}
            """,
            """{ "rules": [ { "verbs": ["get"] } ] }""",
            """{ "rules": [ { "verbs": ["get", "list"] }, { "verbs": ["watch"] } ] }"""
        );

    [Fact]
    public void Another_order_is_a_change() =>
        Is(
            """env: ["A","B"] -> ["B","A"]""",
            """{ "env": [ { "name": "A", "value": "1" }, { "name": "B", "value": "2" } ] }""",
            """{ "env": [ { "name": "B", "value": "2" }, { "name": "A", "value": "1" } ] }"""
        );

    [Fact]
    public void Entries_of_a_map_are_fields_of_their_own_and_strange_names_stand_in_brackets() =>
        Is(
            """
            data[app.json]: + "{}"
            metadata.annotations[example.com/owner]: "a" -> "b"
            """,
            """{ "metadata": { "annotations": { "example.com/owner": "a" } } }""",
            """{ "data": { "app.json": "{}" }, "metadata": { "annotations": { "example.com/owner": "b" } } }"""
        );

    [Fact]
    public void What_only_the_live_object_has_is_no_difference_to_a_manifest() =>
        Assert.Empty(
            Compare(
                "Deployment",
                """{ "spec": { "replicas": 1, "paused": false, "containers": [ { "name": "sidecar" }, { "name": "a" } ] } }""",
                """{ "spec": { "replicas": 1, "containers": [ { "name": "a" } ] } }""",
                coversOnly: true
            )
        );

    [Fact]
    public void An_image_that_is_still_to_be_built_has_its_reason_in_place_of_a_digest()
    {
        var old = $"r.example.com/shop/web:1@{Digest.Of("old"u8)}";
        var pending = $"r.example.com/shop/web:2@{PendingImages.Unknown}";
        var found = Assert.Single(
            new FieldComparison(
                new GroupKind("apps", "Deployment"),
                SecretMask.Of([]),
                new PendingImages(
                    new Dictionary<string, string> { ["r.example.com/shop/web"] = "Program.cs changed" }
                )
            ).Compare(
                JsonElement.Parse($$"""{ "image": "{{old}}" }"""),
                JsonElement.Parse($$"""{ "image": "{{pending}}" }""")
            )
        );
        Assert.Equal((old, "Program.cs changed"), ($"{found.Before}", found.ToBeBuilt));
        Assert.Null(found.After);
    }

    [Fact]
    public void A_container_that_comes_with_such_an_image_says_so_too()
    {
        var image = $"r.example.com/shop/web:2@{PendingImages.Unknown}";
        var found = Compare(
            "Deployment",
            """{ "containers": [] }""",
            $$"""{ "containers": [ { "name": "web", "image": "{{image}}", "tty": true } ] }"""
        );
        Assert.Contains("(will be built: it does not exist yet)", $"{Assert.Single(found).After}");
    }

    private static void Is(
        string expected,
        [StringSyntax("json")] string before,
        [StringSyntax("json")] string after
    ) =>
        Assert.Equal(
            expected.ReplaceLineEndings("\n").Split('\n').Order(),
            Compare("Deployment", before, after).Select(Text).Order()
        );

    internal static string Text(FieldChange field) =>
        (field.Before, field.After) switch
        {
            _ when field.IsHidden => $"{field.Path}: {field.Kind} (hidden)",
            (null, { } after) => $"{field.Path}: + {after.GetRawText()}",
            ({ } before, null) => $"{field.Path}: - {before.GetRawText()}",
            var (before, after) =>
                $"{field.Path}: {before!.Value.GetRawText()} -> {after!.Value.GetRawText()}",
        };

    private static IReadOnlyList<FieldChange> Compare(
        string kind,
        [StringSyntax("json")] string before,
        [StringSyntax("json")] string after,
        bool coversOnly = false
    ) =>
        new FieldComparison(
            new GroupKind("apps", kind),
            SecretMask.Of([]),
            PendingImages.None,
            coversOnly
        ).Compare(JsonElement.Parse(before), JsonElement.Parse(after));
}
