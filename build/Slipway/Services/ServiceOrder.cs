namespace Slipway.Services;

/// <summary>In which order services may be released.</summary>
public static class ServiceOrder
{
    /// <summary>
    /// Callees before callers, and by name where nothing decides. Dependencies on services that are not among
    /// these do not count.
    /// </summary>
    /// <exception cref="Values.Refusal">Services depend on each other in a circle; it is named.</exception>
    public static IReadOnlyList<Service> CalleesFirst(IReadOnlyCollection<Service> services)
    {
        var byName = services.ToDictionary(service => service.Name, StringComparer.Ordinal);
        var ordered = new List<Service>();
        var done = new HashSet<string>(StringComparer.Ordinal);
        var path = new List<string>();
        foreach (var name in byName.Keys.Order(StringComparer.Ordinal))
            Visit(name);
        return ordered;

        void Visit(string name)
        {
            if (done.Contains(name))
                return;
            if (path.IndexOf(name) is >= 0 and var start)
                throw Circle([.. path[start..], name]);
            path.Add(name);
            foreach (
                var callee in byName[name].DependsOn.Where(byName.ContainsKey).Order(StringComparer.Ordinal)
            )
                Visit(callee);
            path.RemoveAt(path.Count - 1);
            done.Add(name);
            ordered.Add(byName[name]);
        }
    }

    private static ServiceRefusal Circle(IReadOnlyList<string> names) =>
        new(
            $"These services depend on each other in a cycle: {string.Join(" -> ", names)}.",
            string.Join(", ", names.Distinct().Select(name => $"services/{name}/service.yaml")),
            "Remove one of these 'dependsOn' entries; none of the services could be released first."
        );
}
