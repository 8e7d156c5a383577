using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using Nuke.Common.IO;
using Serilog;
using Slipway.Processes;

namespace Slipway.Targets.Local;

/// <summary>
/// Compiles build/LocalCluster when it is needed and its sources changed. The build does not reference it: a
/// deployment to another cluster neither restores nor compiles it.
/// </summary>
/// <param name="build">The folder build/.</param>
/// <param name="temporary">Where the stamp of the last compilation is stored.</param>
/// <param name="time">The clock.</param>
internal sealed class LocalClusterCompiler(AbsolutePath build, AbsolutePath temporary, TimeProvider time)
{
    private readonly AbsolutePath _project = build / "LocalCluster" / "LocalCluster.csproj";
    private readonly AbsolutePath _program =
        build / "LocalCluster" / "bin" / "Release" / "net10.0" / "LocalCluster.dll";
    private readonly AbsolutePath _stamp = temporary / "local-cluster.stamp";

    /// <summary>
    /// The program as it was compiled last, whatever the sources are now, which is enough to stop a cluster; null if it
    /// was never compiled.
    /// </summary>
    public AbsolutePath? LastCompiled => File.Exists(_program) ? _program : null;

    /// <summary>The program, compiled from the sources as they are now.</summary>
    /// <exception cref="LocalClusterNotCompiled">It does not compile.</exception>
    public async Task<AbsolutePath> ProgramAsync(CancellationToken cancellationToken)
    {
        var sources = Fingerprint();
        if (IsCompiled(sources))
            return _program;
        temporary.CreateDirectory();
        // Two builds at once would write into each other's output.
        using var one = await FileLock.TakeAsync(
            temporary / "local-cluster.lock",
            () =>
                Log.Information("Another command is compiling the local cluster; waiting for it to finish."),
            time,
            cancellationToken
        );
        if (IsCompiled(sources))
            return _program;
        Log.Information("Compiling the local cluster ...");
        var started = time.GetTimestamp();
        await CompileAsync(cancellationToken);
        await File.WriteAllTextAsync(_stamp, sources, cancellationToken);
        Log.Information(
            "Compiled the local cluster in {Seconds:0} s",
            time.GetElapsedTime(started).TotalSeconds
        );
        return _program;
    }

    private bool IsCompiled(string sources) =>
        File.Exists(_program) && File.Exists(_stamp) && File.ReadAllText(_stamp) == sources;

    private async Task CompileAsync(CancellationToken cancellationToken)
    {
        string[] arguments = ["build", _project, "-c", "Release", "-v", "q", "-nologo", "-tl:off"];
        var compilation = await new Subprocess(Environment.ProcessPath!, arguments)
        {
            WorkingDirectory = build.Parent,
            // As in build.sh: the compiler needs less CPU without profiling its methods.
            Environment = variables => variables["DOTNET_TieredPGO"] = "0",
        }.RunAsync(cancellationToken);
        if (compilation.ExitCode != 0)
            throw new LocalClusterNotCompiled($"{compilation.Output}\n{compilation.Errors}", _project);
    }

    // Names, sizes and times only: reading a thousand files at each start would be slow.
    private string Fingerprint()
    {
        IEnumerable<FileInfo> files =
        [
            .. Projects(_project).SelectMany(p => Sources(new DirectoryInfo(p.Parent))),
            .. new DirectoryInfo(build).EnumerateFiles(),
            new FileInfo(build.Parent / "global.json"),
        ];
        var listing = files
            .Select(f => $"{f.FullName} {f.Length} {f.LastWriteTimeUtc.Ticks}")
            .Order(StringComparer.Ordinal);
        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', listing))));
    }

    // The project and all that it references, directly or not.
    private static IEnumerable<AbsolutePath> Projects(AbsolutePath project) =>
        XDocument
            .Load(project)
            .Descendants("ProjectReference")
            .Select(r => (string?)r.Attribute("Include"))
            .OfType<string>()
            .SelectMany(path =>
                Projects(
                    (AbsolutePath)Path.GetFullPath(Path.Combine(project.Parent, path.Replace('\\', '/')))
                )
            )
            .Prepend(project)
            .DistinctBy(p => p.ToString());

    private static IEnumerable<FileInfo> Sources(DirectoryInfo folder) =>
        folder
            .EnumerateDirectories()
            .Where(d => d.Name is not ("bin" or "obj"))
            .SelectMany(Sources)
            .Concat(folder.EnumerateFiles());
}
