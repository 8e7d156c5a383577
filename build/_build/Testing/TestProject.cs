using Nuke.Common.IO;
using Slipway.Pipeline.TestReuse;

namespace Slipway.Targets.Testing;

/// <summary>A test project: an executable that runs its own tests (xunit.v3).</summary>
internal sealed record TestProject(AbsolutePath File)
{
    /// <summary>The assembly's name.</summary>
    public string Name => File.NameWithoutExtension;

    /// <summary>The compiled tests.</summary>
    public AbsolutePath Assembly => File.Parent / "bin" / "Release" / "net10.0" / $"{Name}.dll";

    /// <summary>The same for the engine, which knows when tests need not run.</summary>
    /// <param name="services">
    /// The folder of the services' tests; all others test the repository itself.
    /// </param>
    public TestProjectFile Among(AbsolutePath services) =>
        new(
            Name,
            File,
            UsesRepository: !$"{File}".StartsWith(
                $"{services}{Path.DirectorySeparatorChar}",
                StringComparison.Ordinal
            )
        );

    /// <summary>All test projects below a folder, in the order of their names.</summary>
    public static IReadOnlyList<TestProject> Below(AbsolutePath directory) =>
        [
            .. Files(directory)
                .Select(AbsolutePath.Create)
                .Where(file => file.ReadAllText().Contains("\"xunit.v3\"", StringComparison.Ordinal))
                .Select(file => new TestProject(file))
                .OrderBy(project => project.Name, StringComparer.Ordinal),
        ];

    private static IEnumerable<string> Files(AbsolutePath directory) =>
        directory.DirectoryExists()
            ? Directory.EnumerateFiles(directory, "*.csproj", SearchOption.AllDirectories)
            : [];
}
