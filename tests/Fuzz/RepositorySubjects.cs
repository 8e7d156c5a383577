using Slipway.Environments;
using Slipway.Images.Bases;
using Slipway.Images.Docker.Context;
using Slipway.Kubernetes.Connection;
using Slipway.Manifests;
using Slipway.Services;
using Slipway.Services.Templates;
using Slipway.SupplyChain.Auditing;
using Slipway.Yaml;

namespace Slipway.Fuzz;

/// <summary>Files that people keep in a repository, and the kubeconfig.</summary>
internal static class RepositorySubjects
{
    public static IReadOnlyList<Subject> All { get; } =
    [
        new("environment", Environment),
        Subject.OfText("service", text =>
            ServiceFile.Parse(text, "services/movie", AppContext.BaseDirectory).Mistakes.ThrowIfAny("Fix it.")
        ),
        Subject.OfText("audit", text => AllowList.Parse(text)),
        Subject.OfText("base-images", text => BaseLock.Parse(text)),
        Subject.OfText("manifest", Manifests),
        Subject.OfText("source-file", SourceFiles),
        Subject.OfText("kustomization", Kustomization),
        new("kubeconfig", Kubeconfigs),
        Subject.OfText("dockerfile", text => Dockerfile.Parse(text)),
        Subject.OfText("dockerignore", Ignored),
    ];

    private static void Environment(byte[] bytes)
    {
        using var folder = new TemporaryFolder();
        folder.Write("k8s/overlays/staging/environment.yaml", "");
        folder.Write("k8s/overlays/production/environment.yaml", "");
        File.WriteAllBytes(folder.At("k8s/overlays/production/environment.yaml"), bytes);
        EnvironmentReader.Read(folder.Path, "production", new EnvironmentOverrides());
    }

    private static void Manifests(string text)
    {
        var objects = ManifestYaml.Read(text, "k8s/overlays/staging");
        NamespaceChoice.Place(NamespacePolicy.Only("shop"), objects);
        ManifestCheck.Find(objects, ["movie"], "k8s/overlays/staging", []);
        ManifestValidation.Check(objects);
        ApplyWaves.Of(objects);
        ManifestLabels.Mark(objects, "shop", "1.2.3", "abc");
        foreach (var obj in objects)
            ObjectSubjects.Read(obj);
    }

    private static void SourceFiles(string text)
    {
        using var folder = new TemporaryFolder();
        var file = SourceFile.Read(folder.Write("movie.yaml", text), "k8s/base/movie.yaml");
        file.PlaceOf("kind");
        if (file.Mistakes.Count > 0)
            throw new FileRefusal(file.Mistakes, file.Name, "Fix it.");
    }

    private static void Kustomization(string text)
    {
        try
        {
            var edit = new YamlEdit(text);
            edit.AddItem("resources", ["../../base/orders"], "../../base/orders", _ => false);
        }
        // NewService says the place.
        catch (YamlDotNet.Core.YamlException e)
        {
            throw new FileRefusal(
                [$"{e.End.Line}:{e.End.Column}: {e.Message}"],
                "kustomization.yaml",
                "Fix it."
            );
        }
    }

    private static void Kubeconfigs(byte[] bytes)
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("config", "");
        File.WriteAllBytes(file, bytes);
        Kubeconfig
            .ChooseAsync(file, null, TimeProvider.System, CancellationToken.None)
            .GetAwaiter()
            .GetResult();
    }

    private static void Ignored(string text)
    {
        var mistakes = new ValidationErrors(".dockerignore");
        IgnoreFile.Parse(text, mistakes);
        mistakes.ThrowIfAny("Fix it.");
    }
}
