using System.Text.Json.Nodes;
using LocalCluster.Objects;
using LocalCluster.Resources;
using LocalCluster.Schema;
using LocalCluster.Tests.Hosting;

namespace LocalCluster.Tests.Api;

public sealed class DeletionTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    [Fact]
    public async Task What_belongs_to_a_deleted_object_goes_too()
    {
        var ns = await api.Namespace();
        var owner = Create(ns, "owner");
        Create(ns, "child", owner);
        api.Host.Resources.Delete(Kinds.ConfigMap, ns, "owner");
        await Gone(ns, "child");
    }

    [Fact]
    public async Task Orphans_stay_and_forget_their_owner()
    {
        var ns = await api.Namespace();
        var owner = Create(ns, "owner");
        Create(ns, "child", owner);
        api.Host.Resources.Delete(Kinds.ConfigMap, ns, "owner", "Orphan");
        await Gone(ns, "owner");
        var child = api.Host.Resources.Get(Kinds.ConfigMap, ns, "child");
        Assert.Null(child!["metadata"]!["ownerReferences"]);
    }

    [Fact]
    public async Task In_the_foreground_the_owner_waits_for_its_dependents()
    {
        var ns = await api.Namespace();
        var owner = Create(ns, "owner");
        Create(ns, "child", owner, finalizer: "example.com/wait");
        api.Host.Resources.Delete(Kinds.ConfigMap, ns, "owner", "Foreground");
        await Eventually.True(() =>
            api.Host.Resources.Get(Kinds.ConfigMap, ns, "child")!["metadata"]!["deletionTimestamp"]
                is not null
        );
        Assert.NotNull(api.Host.Resources.Get(Kinds.ConfigMap, ns, "owner"));
        await LetGo(ns, "child");
        await Gone(ns, "child");
        await Gone(ns, "owner");
    }

    [Fact]
    public async Task An_object_of_an_absent_owner_is_collected()
    {
        var ns = await api.Namespace();
        var owner = Create(ns, "owner");
        owner["metadata"]!["uid"] = Guid.NewGuid().ToString();
        Create(ns, "child", owner);
        await Gone(ns, "child");
    }

    [Fact]
    public async Task A_deleted_namespace_takes_its_content_and_takes_nothing_new()
    {
        var ns = await api.Namespace();
        Create(ns, "held", finalizer: "example.com/wait");
        await api.Send("DELETE", $"/api/v1/namespaces/{ns}");
        var refused = Assert.Throws<ApiException>(() => Create(ns, "late"));
        Assert.Equal((403, "Forbidden"), (refused.Code, refused.Reason));
        await LetGo(ns, "held");
        await Eventually.True(() => api.Host.Resources.Get(Kinds.Namespace, null, ns) is null);
    }

    private JsonObject Create(string ns, string name, JsonObject? owner = null, string? finalizer = null)
    {
        var metadata = new JsonObject { ["name"] = name, ["namespace"] = ns };
        if (finalizer is not null)
            metadata["finalizers"] = new JsonArray(finalizer);
        if (owner is not null)
        {
            metadata["ownerReferences"] = new JsonArray(
                new JsonObject
                {
                    ["apiVersion"] = "v1",
                    ["kind"] = "ConfigMap",
                    ["name"] = owner.Name(),
                    ["uid"] = owner.Uid(),
                    ["blockOwnerDeletion"] = true,
                }
            );
        }
        return api.Host.Resources.Create(Kinds.ConfigMap, new JsonObject { ["metadata"] = metadata });
    }

    private Task LetGo(string ns, string name) =>
        api.Send(
            "PATCH",
            $"/api/v1/namespaces/{ns}/configmaps/{name}",
            """{"metadata":{"finalizers":null}}""",
            "application/merge-patch+json"
        );

    private Task Gone(string ns, string name) =>
        Eventually.True(() => api.Host.Resources.Get(Kinds.ConfigMap, ns, name) is null);
}
