using System.Text.Json.Nodes;
using Slipway.Images.Formats;
using Slipway.Values;

namespace Slipway.SupplyChain.Contents;

/// <summary>
/// Writes what an image is made of as CycloneDX 1.6 JSON. That form was chosen since it can be a function of
/// the image alone: unlike SPDX 2.3 it requires neither a time nor a unique name of the document. Pure.
/// </summary>
internal static class CycloneDx
{
    /// <summary>The document. The same contents always give the same bytes.</summary>
    /// <param name="service">The service.</param>
    /// <param name="digest">Its image.</param>
    /// <param name="program">What the service is made of.</param>
    /// <param name="baseImage">The base's name with digest; null where the image has none of its own.</param>
    /// <param name="system">What the base, or the image itself, brings.</param>
    public static byte[] Write(
        string service,
        Digest digest,
        ComponentGraph program,
        ImageReference? baseImage,
        SystemPackages system
    )
    {
        var image = new Component(
            $"pkg:oci/{service}@{Uri.EscapeDataString(digest.ToString())}",
            "container",
            service,
            $"{digest}"
        );
        var application = new Component($"service:{service}", "application", service, $"{digest}")
        {
            Needs = program.Direct,
        };
        var parent = baseImage is null
            ? null
            : new Component(
                $"base:{baseImage.Name}@{baseImage.Digest}",
                "container",
                baseImage.Name,
                $"{baseImage.Digest}"
            );
        var packages = system.Packages.Select(package => package.Id);
        IReadOnlyList<string> below = [.. packages, .. system.System is { } os ? (string[])[os.Id] : []];
        image = image with
        {
            Needs = parent is null ? [application.Id, .. below] : [application.Id, parent.Id],
        };

        IReadOnlyList<Component> all =
        [
            .. new[] { application, parent is null ? null : parent with { Needs = below }, system.System }
                .OfType<Component>()
                .Concat(program.Components)
                .Concat(system.Packages)
                .DistinctBy(component => component.Id)
                .OrderBy(component => component.Id, StringComparer.Ordinal),
        ];
        return CanonicalJson.Bytes(
            new JsonObject
            {
                ["bomFormat"] = "CycloneDX",
                ["specVersion"] = "1.6",
                ["version"] = 1,
                ["metadata"] = new JsonObject
                {
                    ["tools"] = new JsonObject
                    {
                        ["components"] = new JsonArray(
                            new JsonObject { ["type"] = "application", ["name"] = "slipway" }
                        ),
                    },
                    ["component"] = Json(image),
                },
                ["components"] = new JsonArray([.. all.Select(Json)]),
                ["dependencies"] = new JsonArray([.. all.Prepend(image).Select(Dependency)]),
                ["compositions"] = new JsonArray(
                    new JsonObject
                    {
                        ["aggregate"] = system.Complete ? "complete" : "incomplete",
                        ["assemblies"] = new JsonArray(image.Id),
                    }
                ),
            }
        );
    }

    private static JsonObject Json(Component component)
    {
        var json = new JsonObject
        {
            ["type"] = component.Kind,
            ["bom-ref"] = component.Id,
            ["name"] = component.Name,
        };
        if (component.Version.Length > 0)
            json["version"] = component.Version;
        if (component.BuildOnly)
            json["scope"] = "excluded";
        if (component.Sha512 is { } hash)
            json["hashes"] = new JsonArray(new JsonObject { ["alg"] = "SHA-512", ["content"] = hash });
        if (component.License is { } license)
            json["licenses"] = new JsonArray(License(component, license));
        if (component.IsPurl)
            json["purl"] = component.Id;
        return json;
    }

    // NuGet checks that these are SPDX expressions; distributions write what they like.
    private static JsonObject License(Component component, string license) =>
        component.Id.StartsWith("pkg:nuget/", StringComparison.Ordinal)
            ? new JsonObject { ["expression"] = license }
            : new JsonObject { ["license"] = new JsonObject { ["name"] = license } };

    private static JsonObject Dependency(Component component)
    {
        var json = new JsonObject { ["ref"] = component.Id };
        if (component.Needs.Count > 0)
        {
            json["dependsOn"] = new JsonArray([
                .. component.Needs.Order(StringComparer.Ordinal).Select(need => JsonValue.Create(need)),
            ]);
        }
        return json;
    }
}
