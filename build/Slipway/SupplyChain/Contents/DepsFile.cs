using System.Text.Json;
using System.Text.Json.Nodes;
using Slipway.Values;

namespace Slipway.SupplyChain.Contents;

/// <summary>
/// What a published .NET program says about itself (<c>&lt;name&gt;.deps.json</c>): its packages, assemblies
/// that came without one, and the packs of the runtime that it brings. Pure.
/// </summary>
internal static class DepsFile
{
    private const string RuntimePack = "runtimepack.";

    /// <exception cref="FormatException">The file does not have the expected form.</exception>
    public static ComponentGraph Parse(string text) =>
        UntrustedJson.Read(text, "The list of dependencies", json =>
        {
            var name = json["runtimeTarget"]?["name"]?.GetValue<string>()
                ?? throw new FormatException("It names no runtime target.");
            var target = json["targets"]?[name]?.AsObject() ?? [];
            var libraries = json["libraries"]?.AsObject() ?? [];
            var ids = libraries
                .Where(library => Of(library) is not null)
                .ToDictionary(
                    library => library.Key.Split('/')[0],
                    library => Of(library)!.Id,
                    StringComparer.OrdinalIgnoreCase
                );
            var components = new List<Component>();
            foreach (var library in libraries)
            {
                if (Of(library) is not { } component)
                    continue;
                var needs = target[library.Key]?["dependencies"]?.AsObject().Select(d => d.Key) ?? [];
                components.Add(
                    component with
                    {
                        Needs =
                        [
                            .. needs.Where(ids.ContainsKey).Select(n => ids[n]).Order(StringComparer.Ordinal),
                        ],
                    }
                );
            }
            var program = libraries.FirstOrDefault(l => l.Value?["type"]?.GetValue<string>() == "project");
            var direct = program.Key is null
                ? []
                : target[program.Key]?["dependencies"]?.AsObject().Select(d => d.Key) ?? [];
            return new ComponentGraph([.. direct.Where(ids.ContainsKey).Select(n => ids[n])], components);
        });

    /// <summary>
    /// The packs of the .NET runtime alone: assets files leave them out, since they are downloaded and not
    /// referenced.
    /// </summary>
    public static ComponentGraph RuntimePacks(ComponentGraph program)
    {
        var packs = program
            .Components.Where(c =>
                c.IsPurl
                && c.Name.Contains(".Runtime.", StringComparison.Ordinal)
                && c.Name.StartsWith("Microsoft.", StringComparison.Ordinal)
                && c.Sha512 is null
            )
            .ToList();
        return new ComponentGraph([.. packs.Select(pack => pack.Id)], packs);
    }

    /// <summary>A hash in base64, with or without its algorithm's name, as hexadecimal digits.</summary>
    internal static string? Hex(string base64)
    {
        var text = base64.StartsWith("sha512-", StringComparison.Ordinal) ? base64[7..] : base64;
        var hash = new byte[64];
        return Convert.TryFromBase64String(text, hash, out var length) && length == hash.Length
            ? Convert.ToHexStringLower(hash)
            : null;
    }

    private static Component? Of(KeyValuePair<string, JsonNode?> library)
    {
        var (name, version) = (library.Key.Split('/')[0], library.Key.Split('/')[^1]);
        return library.Value?["type"]?.GetValue<string>() switch
        {
            "package" => Component.NuGet(name, version) with
            {
                Sha512 = library.Value["sha512"]?.GetValue<string>() is { } hash ? Hex(hash) : null,
            },
            "reference" => Component.Assembly(name, version),
            "runtimepack" when name.StartsWith(RuntimePack, StringComparison.Ordinal) => Component.NuGet(
                name[RuntimePack.Length..],
                version
            ),
            _ => null,
        };
    }
}
