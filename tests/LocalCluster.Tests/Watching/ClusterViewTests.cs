using System.Text.Json.Nodes;
using LocalCluster.Objects;
using LocalCluster.Resources;
using LocalCluster.Schema;
using LocalCluster.Tests.Hosting;
using LocalCluster.Watching;

namespace LocalCluster.Tests.Watching;

public sealed class ClusterViewTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    private static readonly ResourceKind s_kind = Kinds.ConfigMap;

    [Fact]
    public async Task What_the_watch_saw_deleted_does_not_come_back_by_an_answer_that_was_under_way()
    {
        var ns = await api.Namespace();
        var resources = new InterruptedResources(api.Host.Resources);
        var view = new ClusterView(resources);
        var first = view.Create(s_kind, Named(ns, "a"));
        resources.AfterUpdate = () => view.Observe(Deleted(first));
        var changed = first.Copy();
        changed["data"] = new JsonObject { ["key"] = "value" };
        view.Update(s_kind, changed);
        Assert.Null(view.Get(s_kind, ns, "a"));
    }

    [Fact]
    public async Task Old_news_of_an_object_do_not_hide_the_next_one_of_its_name()
    {
        var ns = await api.Namespace();
        var view = new ClusterView(api.Host.Resources);
        var first = api.Host.Resources.Create(s_kind, Named(ns, "a"));
        var deleted = Deleted(first);
        var second = view.Create(s_kind, Named(ns, "a"));
        view.Observe(new Change(ChangeType.Added, s_kind, first, Version(first)));
        Assert.Equal(second.Uid(), view.Get(s_kind, ns, "a")?.Uid());
        view.Observe(deleted);
        Assert.Equal(second.Uid(), view.Get(s_kind, ns, "a")?.Uid());
    }

    [Fact]
    public async Task Deleting_an_object_that_is_gone_leaves_the_next_one_of_its_name_alone()
    {
        var ns = await api.Namespace();
        var view = new ClusterView(api.Host.Resources);
        var first = view.Create(s_kind, Named(ns, "a"));
        Deleted(first);
        var second = api.Host.Resources.Create(s_kind, Named(ns, "a"));
        Assert.Equal(409, Assert.Throws<ApiException>(() => view.Delete(s_kind, first)).Code);
        Assert.Equal(second.Uid(), api.Host.Resources.Get(s_kind, ns, "a")?.Uid());
    }

    private static JsonObject Named(string ns, string name) =>
        new()
        {
            ["metadata"] = new JsonObject { ["name"] = name, ["namespace"] = ns },
        };

    /// <summary>Deletes an object behind the view's back; what the watch tells of it.</summary>
    private Change Deleted(JsonObject obj)
    {
        var (ns, resources) = (obj.NamespaceName(), api.Host.Resources);
        resources.Delete(s_kind, ns, obj.Name());
        var next = resources.Create(s_kind, Named(ns, "after-" + obj.Name()));
        return new Change(ChangeType.Deleted, s_kind, obj, Version(next) - 1);
    }

    private static long Version(JsonObject obj) => long.Parse(obj.Text("metadata", "resourceVersion")!, null);

    /// <summary>Lets something happen after a write took place, before its writer hears of it.</summary>
    private sealed class InterruptedResources(IResources resources) : IResources
    {
        public Action AfterUpdate { get; set; } = () => { };

        public JsonObject? Get(ResourceKind kind, string? ns, string name) => resources.Get(kind, ns, name);

        public IReadOnlyList<JsonObject> List(
            ResourceKind kind,
            string? ns = null,
            Func<JsonObject, bool>? filter = null
        ) => resources.List(kind, ns, filter);

        public JsonObject Create(ResourceKind kind, JsonObject obj) => resources.Create(kind, obj);

        public JsonObject Update(ResourceKind kind, JsonObject obj, string? subresource = null)
        {
            var answer = resources.Update(kind, obj, subresource);
            AfterUpdate();
            return answer;
        }

        public void Delete(
            ResourceKind kind,
            string? ns,
            string name,
            string propagation = "Background",
            long? graceSeconds = null,
            string? uid = null
        ) => resources.Delete(kind, ns, name, propagation, graceSeconds, uid);

        public IAsyncEnumerable<Change> Watch(
            IReadOnlyCollection<ResourceKind> kinds,
            CancellationToken cancellation
        ) => resources.Watch(kinds, cancellation);
    }
}
