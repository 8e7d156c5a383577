using System.Text.Json.Nodes;
using LocalCluster.Schema;

namespace LocalCluster.Apply;

/// <summary>Merges an applied configuration into the live object.</summary>
internal static class TypedMerge
{
    public static JsonNode? Merge(FieldType type, JsonNode? live, JsonNode? config)
    {
        if (
            live is null
            || config is null
            || TypedTree.IsLeaf(type, config)
            || live.GetType() != config.GetType()
        )
            return config?.DeepClone();
        if (type is ListType list)
            return MergeLists(list, live.AsArray(), config.AsArray());
        var result = live.DeepClone().AsObject();
        foreach (var (step, childType, value) in TypedTree.Children(type, config))
        {
            var name = step[2..];
            result[name] = live.AsObject().TryGetPropertyValue(name, out var old)
                ? Merge(childType, old, value)
                : value?.DeepClone();
        }
        return result;
    }

    /// <summary>
    /// In the configuration's order; items that only the live list has keep their place among the others.
    /// </summary>
    private static JsonArray MergeLists(ListType type, JsonArray live, JsonArray config)
    {
        var olds = live.Select(i => (Step: FieldStep.Item(type, i), Item: i)).ToList();
        var news = config.Select(i => (Step: FieldStep.Item(type, i), Item: i)).ToList();
        var wanted = news.Select(n => n.Step).ToHashSet();
        var done = new HashSet<string>();
        var result = new JsonArray();
        var next = 0;
        foreach (var old in olds)
        {
            if (done.Contains(old.Step))
                continue;
            if (wanted.Contains(old.Step))
            {
                while (next < news.Count && !done.Contains(old.Step))
                    Take(news[next++]);
            }
            else
            {
                result.Add(old.Item?.DeepClone());
            }
        }
        while (next < news.Count)
            Take(news[next++]);
        return result;

        void Take((string Step, JsonNode? Item) item)
        {
            var old = olds.FirstOrDefault(o => o.Step == item.Step).Item;
            result.Add(Merge(type.Element, old, item.Item));
            done.Add(item.Step);
        }
    }
}
