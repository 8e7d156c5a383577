using Slipway.Images.Docker.Context;
using Slipway.Images.Docker.Conversion;
using Slipway.Images.Docker.Engine;
using Slipway.Images.Formats;
using Slipway.Images.Registries;
using Slipway.Reporting;
using Slipway.SupplyChain.Provenance;
using Slipway.Values;

namespace Slipway.Pipeline.ContainerBuild;

/// <summary>Builds services with a Dockerfile, and remembers what they were made from.</summary>
/// <param name="registries">Knows the logins of registries.</param>
/// <param name="work">What to build on and where to.</param>
internal sealed class DockerBuild(RegistryClient registries, ImageBuildContext work)
{
    /// <summary>Builds the services one after the other; the engine itself works on several stages.</summary>
    /// <exception cref="Refusal">A service does not build.</exception>
    public async Task BuildAsync(
        DockerEngine engine,
        IReadOnlyList<DockerRecipe> recipes,
        BuildRecorder ledger,
        CancellationToken ct
    )
    {
        var images = new Dictionary<string, Descriptor>(StringComparer.Ordinal);
        foreach (var recipe in recipes)
        {
            var parts = new List<(Platform, Descriptor)>();
            foreach (var target in work.Bases)
                parts.Add((target.Platform, await BuildAsync(engine, recipe, target, ct)));
            images[recipe.Name] = work.Combine(parts);
        }
        work.Layout.SetImages(images);
        work.Cache.Save();
        foreach (var recipe in recipes)
        {
            ledger.Add(images[recipe.Name].Digest, work.States[recipe.Name]);
            if (work.States[recipe.Name].Unknown is null)
                work.Remember(recipe.Name, images[recipe.Name]);
        }
    }

    private async Task<Descriptor> BuildAsync(
        DockerEngine engine,
        DockerRecipe recipe,
        PlatformBase target,
        CancellationToken ct
    )
    {
        var image = await SendAsync(engine, recipe, target, ct);
        var saved = work.Layout.NewFile();
        try
        {
            await engine.SaveAsync(recipe.Name, image, saved, ct);
            return await new ImageConversion(work.Layout, work.Cache).ConvertAsync(saved, recipe, target, ct);
        }
        finally
        {
            File.Delete(saved);
        }
    }

    private async Task<string> SendAsync(
        DockerEngine engine,
        DockerRecipe recipe,
        PlatformBase target,
        CancellationToken ct
    )
    {
        await using var context = new FileStream(
            work.Layout.NewFile(),
            FileMode.CreateNew,
            FileAccess.ReadWrite,
            FileShare.None,
            81920,
            FileOptions.Asynchronous | FileOptions.DeleteOnClose
        );
        using var pinned = PinnedDockerfile.Of(recipe, work.Layout.NewFile());
        await ContextArchive.WriteAsync(pinned.Context, context, ct);
        work.Reporter.Detail($"{recipe.Name}: {context.Length:N0} bytes of context for the Docker Engine.");
        context.Position = 0;
        var log = new BuildLog(recipe.Name, work.Reporter);
        return await engine.BuildAsync(
            recipe,
            context,
            target,
            await LoginsAsync(recipe, target.Base, ct),
            log,
            ct
        );
    }

    private async Task<IReadOnlyDictionary<string, RegistryCredentials>> LoginsAsync(
        DockerRecipe recipe,
        BaseImage? baseImage,
        CancellationToken ct
    )
    {
        var logins = new Dictionary<string, RegistryCredentials>(StringComparer.Ordinal);
        foreach (var registry in recipe.Registries(baseImage))
        {
            if (await registries.CredentialsAsync(registry, ct) is { } known)
                logins[registry] = known;
        }
        return logins;
    }
}
