using LocalCluster.SchemaTables;

// Usage: dotnet run --project build/LocalCluster.SchemaTables -- <kubernetes>/staging/src/k8s.io [<tables>]
// Exit codes: 0 written, 1 refused.
if (args is not [var sources, ..] || !Directory.Exists(Path.Combine(sources, "api")))
{
    Console.Error.WriteLine(
        "Give the folder staging/src/k8s.io of a clone of Kubernetes. See docs/kubernetes-versions.md."
    );
    return 1;
}
var folder = args.Length > 1 ? args[1] : Path.Combine("build", "LocalCluster", "Schema", "Types");
if (!Directory.Exists(folder))
{
    Console.Error.WriteLine(
        $"There is no folder {folder}: run this at the root of the repository, or name the folder."
    );
    return 1;
}
try
{
    var source = new GoSource(sources);
    var overrides = new Overrides(File.ReadAllText(Path.Combine(folder, "go.overrides")));
    var writer = new TableWriter(source, new FieldText(source, overrides));
    var tables = Directory.GetFiles(folder, "*.types").Order(StringComparer.Ordinal);
    var written = writer.Write(tables.ToDictionary(f => f, File.ReadAllText));
    foreach (var (file, text) in written.Append(new(Path.Combine(folder, "wire.numbers"), writer.Numbers())))
        File.WriteAllText(file, text);
    Console.WriteLine(
        $"Wrote {written.Count} tables and wire.numbers in {folder}; git diff shows what is new."
    );
    return 0;
}
catch (Exception e) when (e is InvalidDataException or IOException)
{
    Console.Error.WriteLine(e.Message);
    return 1;
}
