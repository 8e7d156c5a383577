using System.Text.Json.Nodes;
using LocalCluster.Objects;
using LocalCluster.Tests.Hosting;

namespace LocalCluster.Tests.Api;

public sealed class VersionTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    private const string Target =
        "\"scaleTargetRef\":{\"apiVersion\":\"apps/v1\"," + "\"kind\":\"Deployment\",\"name\":\"web\"}";

    [Fact]
    public async Task An_autoscaler_written_in_one_version_is_read_in_the_other()
    {
        var ns = await api.Namespace();
        var (code, old) = await api.Send(
            "POST",
            Autoscalers("v1", ns),
            $$$"""
            {"apiVersion":"autoscaling/v1","kind":"HorizontalPodAutoscaler","metadata":{"name":"web"},
             "spec":{{{{Target}}},"maxReplicas":5,"targetCPUUtilizationPercentage":70} }
            """
        );
        Assert.Equal((201, "autoscaling/v1"), (code, old["apiVersion"]!.ToString()));
        Assert.Equal(1, old["spec"].Number("minReplicas"));
        var (_, next) = await api.Send("GET", Autoscalers("v2", ns) + "/web");
        Assert.Equal("autoscaling/v2", next["apiVersion"]!.ToString());
        Assert.Equal(
            70,
            next["spec"].Items("metrics").Single()["resource"].Number("target", "averageUtilization")
        );
        Assert.Equal("autoscaling/v1", next.Items("metadata", "managedFields").Single().Text("apiVersion"));
    }

    [Fact]
    public async Task What_the_old_version_cannot_say_survives_a_write_in_it()
    {
        var ns = await api.Namespace();
        var spec = $$$"""
            {{{{Target}}},"minReplicas":1,"maxReplicas":5,
             "metrics":[{"type":"Resource","resource":{"name":"memory","target":{"type":"AverageValue",
              "averageValue":"64Mi"} } },
              {"type":"Pods","pods":{"metric":{"name":"rps","selector":{"matchLabels":{"a":"b"} } },
               "target":{"type":"AverageValue","averageValue":"5"} } },
              {"type":"Object","object":{"describedObject":{"kind":"Service","name":"web"},
               "target":{"type":"Value","value":"9"},"metric":{"name":"hits"} } }],
             "behavior":{"scaleDown":{"stabilizationWindowSeconds":60} } }
            """;
        var (_, made) = await api.Send(
            "POST",
            Autoscalers("v2", ns),
            $$$"""{"metadata":{"name":"web"},"spec":{{{spec}}}}"""
        );
        var (_, old) = await api.Send("GET", Autoscalers("v1", ns) + "/web");
        Assert.Null(old["spec"]!["metrics"]);
        Assert.Contains(
            "targetAverageValue",
            old.Text("metadata", "annotations", "autoscaling.alpha.kubernetes.io/metrics")
        );
        old["spec"]!["maxReplicas"] = 7;
        var (code, put) = await api.Send("PUT", Autoscalers("v1", ns) + "/web", old.ToJsonString());
        Assert.Equal((200, "autoscaling/v1"), (code, put["apiVersion"]!.ToString()));
        var (_, after) = await api.Send("GET", Autoscalers("v2", ns) + "/web");
        Assert.Null(after.At("metadata", "annotations"));
        made["spec"]!["maxReplicas"] = 7;
        Assert.True(JsonNode.DeepEquals(made["spec"], after["spec"]), after["spec"]!.ToJsonString());
    }

    [Fact]
    public async Task A_watch_and_a_table_speak_the_version_that_was_asked()
    {
        var ns = await api.Namespace();
        await api.Send(
            "POST",
            Autoscalers("v2", ns),
            $$$"""{"metadata":{"name":"web"},"spec":{{{{Target}}},"maxReplicas":5} }"""
        );
        var (_, table) = await api.Send(
            "GET",
            Autoscalers("v1", ns),
            accept: "application/json;as=Table;v=v1;g=meta.k8s.io"
        );
        Assert.Contains("cpu: <unknown>/80%", table.Items("rows").Single().Strings("cells"));
        using var answer = await api.Client.GetAsync(
            Autoscalers("v1", ns) + "?watch=true",
            HttpCompletionOption.ResponseHeadersRead,
            TestContext.Current.CancellationToken
        );
        using var lines = new StreamReader(
            await answer.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken)
        );
        var line = await lines.ReadLineAsync(TestContext.Current.CancellationToken);
        var seen = JsonNode.Parse(line!)!["object"]!;
        Assert.Equal("autoscaling/v1", seen["apiVersion"]!.ToString());
        Assert.Equal(80, seen["spec"].Number("targetCPUUtilizationPercentage"));
    }

    [Fact]
    public async Task Appliers_of_two_versions_meet_in_the_same_fields()
    {
        var ns = await api.Namespace();
        var (code, _) = await api.Apply(
            Autoscalers("v1", ns) + "/web",
            "old",
            $$$"""
            {"apiVersion":"autoscaling/v1","kind":"HorizontalPodAutoscaler","metadata":{"name":"web"},
             "spec":{{{{Target}}},"maxReplicas":5,"targetCPUUtilizationPercentage":70} }
            """
        );
        Assert.Equal(201, code);
        var other = $$$"""
            {"apiVersion":"autoscaling/v2","kind":"HorizontalPodAutoscaler","metadata":{"name":"web"},
             "spec":{"maxReplicas":6,"metrics":[{"type":"Resource","resource":{"name":"cpu",
              "target":{"type":"Utilization","averageUtilization":50} } }]} }
            """;
        var (refused, conflict) = await api.Apply(Autoscalers("v2", ns) + "/web", "new", other);
        Assert.Equal(409, refused);
        Assert.Equal(
            "Apply failed with 2 conflicts: conflicts with \"old\":\n- .spec.maxReplicas\n"
                + "- .spec.targetCPUUtilizationPercentage",
            conflict["message"]!.ToString()
        );
        var (forced, both) = await api.Apply(Autoscalers("v2", ns) + "/web", "new", other, force: true);
        Assert.Equal(200, forced);
        var fields = both.Items("metadata", "managedFields").Single(m => m.Text("manager") == "old");
        Assert.Equal("""{"f:spec":{"f:scaleTargetRef":{}}}""", fields["fieldsV1"]!.ToJsonString());
        // The same applier gives a field up in another version than that in which it took it.
        var (_, less) = await api.Apply(
            Autoscalers("v1", ns) + "/web",
            "new",
            $$$"""
            {"apiVersion":"autoscaling/v1","kind":"HorizontalPodAutoscaler","metadata":{"name":"web"},
             "spec":{{{{Target}}},"maxReplicas":6} }
            """
        );
        Assert.Equal(80, less["spec"].Number("targetCPUUtilizationPercentage"));
    }

    [Fact]
    public async Task An_event_is_the_same_in_both_groups()
    {
        var ns = await api.Namespace();
        var events = $"/apis/events.k8s.io/v1/namespaces/{ns}/events";
        var (code, made) = await api.Send(
            "POST",
            events,
            $$$"""
            {"metadata":{"name":"e"},"eventTime":"2030-01-01T00:00:00.000000Z","reportingController":"test",
             "reportingInstance":"test-1","action":"Testing","reason":"Tested","type":"Normal",
             "note":"It was tested",
             "regarding":{"kind":"Pod","name":"p","namespace":"{{{ns}}}"},
             "series":{"count":2,"lastObservedTime":"2030-01-01T00:00:01.000000Z"} }
            """
        );
        Assert.Equal((201, "events.k8s.io/v1"), (code, made["apiVersion"]!.ToString()));
        var (_, core) = await api.Send(
            "GET",
            $"/api/v1/namespaces/{ns}/events?fieldSelector=involvedObject.name=p,reason=Tested"
        );
        var found = core.Items("items").Single();
        Assert.Equal(
            ("It was tested", "test", 2L),
            (found.Text("message"), found.Text("reportingComponent"), found["series"].Number("count"))
        );
        var (_, again) = await api.Send("GET", events + "?fieldSelector=regarding.kind=Pod,type!=Warning");
        Assert.Equal("It was tested", again.Items("items").Single().Text("note"));
        var (gone, _) = await api.Send("DELETE", events + "/e");
        Assert.Equal(200, gone);
        Assert.Equal(404, (await api.Send("GET", $"/api/v1/namespaces/{ns}/events/e")).Code);
    }

    [Fact]
    public async Task An_incomplete_event_is_refused_where_the_new_group_asks_for_more()
    {
        var ns = await api.Namespace();
        var (code, refusal) = await api.Send(
            "POST",
            $"/apis/events.k8s.io/v1/namespaces/{ns}/events",
            """{"metadata":{"name":"e"},"type":"Normal","reason":"r","deprecatedCount":1}"""
        );
        Assert.Equal(422, code);
        Assert.Equal(
            ["eventTime", "reportingController", "reportingInstance", "action", "count"],
            refusal["details"].Items("causes").Select(c => c.Text("field"))
        );
    }

    [Fact]
    public async Task The_versions_of_a_custom_kind_are_one_storage_with_two_names()
    {
        var ns = await api.Namespace();
        var group = $"g{Guid.NewGuid().ToString("N")[..6]}.example.com";
        const string schema =
            "\"schema\":{\"openAPIV3Schema\":{\"type\":\"object\","
            + "\"x-kubernetes-preserve-unknown-fields\":true}}";
        await api.Send(
            "POST",
            "/apis/apiextensions.k8s.io/v1/customresourcedefinitions",
            $$$"""
            {"metadata":{"name":"widgets.{{{group}}}"},"spec":{"group":"{{{group}}}","scope":"Namespaced",
             "names":{"plural":"widgets","kind":"Widget"},"versions":[
              {"name":"v1","served":true,"storage":true,{{{schema}}}},{"name":"v1beta1","served":true,
               "storage":false,{{{schema}}}}]} }
            """
        );
        var (code, made) = await api.Send(
            "POST",
            $"/apis/{group}/v1beta1/namespaces/{ns}/widgets",
            $$$"""{"apiVersion":"{{{group}}}/v1beta1","kind":"Widget","metadata":{"name":"w"},"size":3}"""
        );
        Assert.Equal((201, $"{group}/v1beta1"), (code, made["apiVersion"]!.ToString()));
        var (_, other) = await api.Send("GET", $"/apis/{group}/v1/namespaces/{ns}/widgets/w");
        Assert.Equal(($"{group}/v1", 3L), (other["apiVersion"]!.ToString(), other.Number("size")));
        var (_, list) = await api.Send("GET", $"/apis/{group}/v1beta1/namespaces/{ns}/widgets");
        Assert.Equal($"{group}/v1beta1", list.Items("items").Single().Text("apiVersion"));
    }

    private static string Autoscalers(string version, string ns) =>
        $"/apis/autoscaling/{version}/namespaces/{ns}/horizontalpodautoscalers";
}
