using System.Text;

namespace Slipway.SupplyChain.Contents;

/// <summary>
/// Understands the files in which Linux distributions keep what is installed: those of dpkg and apk, and
/// os-release(5). Pure.
/// </summary>
internal static class PackageDatabases
{
    private const string DpkgFolder = "var/lib/dpkg/status.d/";
    private static readonly string[] s_dpkg = ["var/lib/dpkg/status"];
    private static readonly string[] s_apk = ["lib/apk/db/installed", "usr/lib/apk/db/installed"];
    private static readonly string[] s_osRelease = ["etc/os-release", "usr/lib/os-release"];

    /// <summary>Whether a file of an image says something about its contents.</summary>
    public static bool Counts(string path) =>
        s_dpkg.Contains(path)
        || s_apk.Contains(path)
        || s_osRelease.Contains(path)
        || (
            path.StartsWith(DpkgFolder, StringComparison.Ordinal)
            && !path.EndsWith(".md5sums", StringComparison.Ordinal)
        )
        || path.EndsWith(".deps.json", StringComparison.Ordinal);

    /// <summary>What the files say.</summary>
    /// <param name="files">Files of the image by path, without a slash in front.</param>
    /// <param name="complete">Whether these are all.</param>
    public static SystemPackages Read(IReadOnlyDictionary<string, byte[]> files, bool complete)
    {
        var release = Fields(Text(files, s_osRelease), '=');
        var system = release.GetValueOrDefault("ID") is { Length: > 0 } id
            ? new Component($"os:{id}", "operating-system", id, release.GetValueOrDefault("VERSION_ID") ?? "")
            : null;
        var distro =
            system is null ? null
            : system.Version.Length > 0 ? $"{system.Name}-{system.Version}"
            : system.Name;
        var dpkg = files
            .Where(f => s_dpkg.Contains(f.Key) || f.Key.StartsWith(DpkgFolder, StringComparison.Ordinal))
            .SelectMany(f => Stanzas(Encoding.UTF8.GetString(f.Value)))
            .Select(stanza => Dpkg(stanza, system?.Name ?? "debian", distro));
        var apk = Stanzas(Text(files, s_apk)).Select(stanza => Apk(stanza, system?.Name ?? "alpine", distro));
        IReadOnlyList<Component> packages =
        [
            .. dpkg.Concat(apk)
                .OfType<Component>()
                .DistinctBy(c => c.Id)
                .OrderBy(c => c.Id, StringComparer.Ordinal),
        ];
        // A distribution without packages keeps its list elsewhere (rpm) or removed it.
        var listed = system is null || packages.Count > 0;
        return new SystemPackages(system, packages, Programs(files), complete && listed);
    }

    private static ComponentGraph Programs(IReadOnlyDictionary<string, byte[]> files)
    {
        var all = ComponentGraph.Empty;
        var programs = files
            .Where(f => f.Key.EndsWith(".deps.json", StringComparison.Ordinal))
            .OrderBy(f => f.Key, StringComparer.Ordinal);
        foreach (var (_, content) in programs)
        {
            try
            {
                all = all.With(DepsFile.Parse(Encoding.UTF8.GetString(content)));
            }
            catch (FormatException)
            {
                // Any file may be called that; it says nothing about packages then.
            }
        }
        return all;
    }

    // deb-control(5). A package that was removed may have left its settings, and so its entry.
    private static Component? Dpkg(string stanza, string vendor, string? distro)
    {
        var fields = Fields(stanza, ':');
        if (
            !fields.TryGetValue("Package", out var name)
            || !fields.TryGetValue("Version", out var version)
            || !(fields.GetValueOrDefault("Status") ?? "installed").EndsWith(
                " installed",
                StringComparison.Ordinal
            ) && fields.ContainsKey("Status")
        )
            return null;
        return new Component(
            Purl("deb", vendor, name, version, fields.GetValueOrDefault("Architecture"), distro),
            "library",
            name,
            version
        );
    }

    // Alpine's installed database: one letter, a colon, the value.
    private static Component? Apk(string stanza, string vendor, string? distro)
    {
        var fields = Fields(stanza, ':');
        return fields.TryGetValue("P", out var name) && fields.TryGetValue("V", out var version)
            ? new Component(
                Purl("apk", vendor, name, version, fields.GetValueOrDefault("A"), distro),
                "library",
                name,
                version
            )
            {
                License = fields.GetValueOrDefault("L"),
            }
            : null;
    }

    private static string Purl(
        string type,
        string vendor,
        string name,
        string version,
        string? architecture,
        string? distro
    )
    {
        var qualifiers = new[]
        {
            architecture is null ? null : $"arch={Uri.EscapeDataString(architecture)}",
            distro is null ? null : $"distro={Uri.EscapeDataString(distro)}",
        }
            .OfType<string>()
            .ToList();
        return $"pkg:{type}/{Uri.EscapeDataString(vendor)}/{Uri.EscapeDataString(name)}"
            + $"@{Uri.EscapeDataString(version)}"
            + (qualifiers.Count > 0 ? "?" + string.Join('&', qualifiers) : "");
    }

    private static string Text(IReadOnlyDictionary<string, byte[]> files, string[] paths) =>
        paths.FirstOrDefault(files.ContainsKey) is { } path ? Encoding.UTF8.GetString(files[path]) : "";

    private static IEnumerable<string> Stanzas(string text) =>
        text.ReplaceLineEndings("\n").Split("\n\n", StringSplitOptions.RemoveEmptyEntries);

    private static Dictionary<string, string> Fields(string text, char separator)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in text.ReplaceLineEndings("\n").Split('\n'))
        {
            var at = line.IndexOf(separator);
            if (at > 0 && !char.IsWhiteSpace(line[0]))
                fields.TryAdd(line[..at], line[(at + 1)..].Trim().Trim('"', '\''));
        }
        return fields;
    }
}
