namespace UserImage.Tests;

/// <summary>A copy of what the repository holds of services, in a folder that it was never built
/// in.</summary>
internal sealed class Checkout : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private Checkout() { }

    public string Root => _folder.Path;

    public static Checkout Copy()
    {
        var checkout = new Checkout();
        var from = Repository();
        foreach (
            var file in Directory
                .GetFiles(from, "Directory.*")
                .Append(Path.Combine(from, "global.json"))
                .Append(Path.Combine(from, "build", "Packages.targets"))
                .Concat(Sources(Path.Combine(from, "services")))
        )
        {
            var target = Path.Combine(checkout.Root, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
        return checkout;
    }

    public void Dispose() => _folder.Dispose();

    private static IEnumerable<string> Sources(string folder) =>
        Directory
            .GetFiles(folder)
            .Concat(
                Directory
                    .GetDirectories(folder)
                    .Where(inner => Path.GetFileName(inner) is not ("bin" or "obj"))
                    .SelectMany(Sources)
            );

    private static string Repository()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Slipway.slnx")))
            folder = Path.GetDirectoryName(folder)
                ?? throw new InvalidOperationException("Not in a checkout.");
        return folder;
    }
}
