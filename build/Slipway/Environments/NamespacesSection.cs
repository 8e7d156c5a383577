using Slipway.Values;
using Slipway.Yaml;

namespace Slipway.Environments;

/// <summary>The key <c>namespaces</c>: further namespaces that manifests may name.</summary>
internal static class NamespacesSection
{
    public static IReadOnlyList<string> Read(Section file, string home)
    {
        var names = (file.Texts("namespaces") ?? []).Select(item => item.Value).ToList();
        foreach (var name in names.Where(name => !KubeName.IsLabel(name)))
            file.Wrong("namespaces", $"'{name}' is not a valid namespace name: {KubeName.LabelRule}.");
        return [.. names.Where(name => name != home).Distinct()];
    }
}
