using Slipway.Processes;

namespace Slipway.Images.Publishing;

/// <summary>The SDK's compiler as a server, which MSBuild starts when it first compiles.</summary>
internal static class CompilerServer
{
    private const string Program = """
        using System;
        using System.Linq;
        using System.Threading.Tasks;

        var parts = await Task.Run(() => new[] { 1, 2 }.Select(part => $"{part}").ToList());
        Console.WriteLine(parts.Count);
        """;

    // Of the frameworks that a service is compiled against.
    private static readonly string[] s_packs = ["Microsoft.NETCore.App.Ref", "Microsoft.AspNetCore.App.Ref"];

    /// <summary>
    /// Starts the server, and has it compile a few lines with all analyzers, while MSBuild restores and
    /// evaluates on another core: that start takes longer than a dozen small services do. Does nothing where
    /// nothing would be won. Whether it succeeds is of no interest: MSBuild starts what it lacks.
    /// </summary>
    /// <param name="sdk">The version of the SDK.</param>
    /// <param name="folder">For temporary files; exists.</param>
    /// <param name="ct">Cancels the operation.</param>
    public static async Task WarmUpAsync(string sdk, string folder, CancellationToken ct)
    {
        var switchedOff = string.Equals(
            Environment.GetEnvironmentVariable("UseSharedCompilation"),
            "false",
            StringComparison.OrdinalIgnoreCase
        );
        if (switchedOff || Environment.ProcessorCount < 2 || !File.Exists(Compiler(sdk)))
            return;
        var request = await WriteRequestAsync(sdk, folder, ct);
        // MSBuild takes the variable for its property of that name, which says which server is meant.
        var server = Environment.GetEnvironmentVariable("SharedCompilationId") is { Length: > 0 } id
            ? $"-shared:{id}"
            : "-shared";
        await DotNetProgram.RunAsync(["exec", Compiler(sdk), "-noconfig", server, "@" + request], folder, ct);
    }

    /// <summary>The compiler's program.</summary>
    internal static string Compiler(string sdk) => InSdk(sdk, "Roslyn", "bincore", "csc.dll");

    /// <summary>Writes the few lines, and the file of arguments that compiles them.</summary>
    /// <returns>That file.</returns>
    internal static async Task<string> WriteRequestAsync(string sdk, string folder, CancellationToken ct)
    {
        var program = Path.Combine(folder, "warm-up.cs");
        var packs = s_packs.Select(Newest).OfType<string>().ToList();
        var references = packs.SelectMany(pack => Libraries(Path.Combine(pack, "ref")));
        var analyzers = packs
            .SelectMany(pack => Libraries(Path.Combine(pack, "analyzers")))
            .Concat(Libraries(InSdk(sdk, "Sdks", "Microsoft.NET.Sdk", "analyzers")));
        await File.WriteAllTextAsync(program, Program, ct);
        await File.WriteAllLinesAsync(
            program + ".rsp",
            [
                "-nologo",
                "-nostdlib+",
                "-target:exe",
                "-debug:embedded",
                $"-out:\"{program}.dll\"",
                $"\"{program}\"",
                .. references.Select(file => $"-reference:\"{file}\""),
                .. analyzers.Select(file => $"-analyzer:\"{file}\""),
            ],
            ct
        );
        return program + ".rsp";
    }

    private static string InSdk(string sdk, params string[] path) =>
        Path.Combine([DotNetHost.Root, "sdk", sdk, .. path]);

    private static string? Newest(string pack)
    {
        var folder = Path.Combine(DotNetHost.Root, "packs", pack);
        return Directory.Exists(folder) ? Directory.GetDirectories(folder).MaxBy(VersionOf) : null;
    }

    private static Version VersionOf(string folder) =>
        Version.TryParse(Path.GetFileName(folder), out var version) ? version : new Version();

    // Those in folders of a language hold only texts.
    private static IEnumerable<string> Libraries(string folder) =>
        Directory.Exists(folder)
            ? Directory
                .EnumerateFiles(folder, "*.dll", SearchOption.AllDirectories)
                .Where(file => !file.EndsWith(".resources.dll", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal)
            : [];
}
