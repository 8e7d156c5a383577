namespace LocalCluster.SchemaTables;

/// <summary>
/// The Go packages of a folder that holds the modules <c>api</c>, <c>apimachinery</c> and
/// <c>apiextensions-apiserver</c>: <c>staging/src/k8s.io</c> of Kubernetes.
/// </summary>
internal sealed class GoSource(string root)
{
    private readonly Dictionary<string, GoPackage?> _packages = [];

    /// <summary>A package by its OpenAPI name, <c>io.k8s.api.core.v1</c>; null if the folder lacks it.</summary>
    public GoPackage? Package(string name)
    {
        if (_packages.TryGetValue(name, out var known))
            return known;
        var folder = Path.Combine([root, .. name.Split('.')[2..]]);
        return _packages[name] = Directory.Exists(folder) ? Read(folder) : null;
    }

    /// <summary>The OpenAPI name of a package that is imported as <c>k8s.io/api/core/v1</c>.</summary>
    public static string NameOf(string import) => "io." + import.Replace("k8s.io/", "k8s.").Replace('/', '.');

    private static GoPackage Read(string folder)
    {
        var package = new GoPackage();
        foreach (var file in Directory.GetFiles(folder, "types*.go").Order(StringComparer.Ordinal))
        {
            if (!file.EndsWith("_test.go", StringComparison.Ordinal) && !file.Contains("generated"))
                package.Add(File.ReadAllText(file));
        }
        return package;
    }
}
