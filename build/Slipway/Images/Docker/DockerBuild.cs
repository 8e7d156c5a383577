using Docker.DotNet.Models;
using Slipway.Images.Formats;
using Slipway.Images.Inputs;
using Slipway.Images.Packing;
using Slipway.Images.Registries;
using Slipway.Reporting;

namespace Slipway.Images.Docker;

/// <summary>Builds services with a Dockerfile, and remembers what they were made from.</summary>
/// <param name="registries">Knows the logins of registries.</param>
/// <param name="layout">Where the images go.</param>
/// <param name="cache">Layers that are there.</param>
/// <param name="baseImage">The environment's base; null where it has none.</param>
/// <param name="reporter">Hears how the builds go.</param>
internal sealed class DockerBuild(
    RegistryClient registries, OciLayout layout, LayerCache cache, BaseImage? baseImage, IReporter reporter)
{
    // Docker Hub's logins go by the address of its first API.
    private const string DockerHubLogin = "https://index.docker.io/v1/";

    private readonly InputStore _inputs = new(layout.Folder);

    private string BaseDigest => baseImage?.Digest.ToString() ?? "";

    /// <summary>
    /// Why the service must be built, as the rest of a sentence; null where its image can be reused.
    /// </summary>
    public string? WhyBuild(DockerRecipe recipe) =>
        layout.Find(recipe.Name) is null || _inputs.Find(recipe.Name) is not { } before
            ? "there is no image of it here yet"
            : before.WhatChanged(recipe.Inputs(BaseDigest));

    /// <summary>Builds the services one after the other; the engine itself works on several stages.</summary>
    /// <exception cref="Values.Refusal">A service does not build.</exception>
    public async Task BuildAsync(
        DockerEngine engine, IReadOnlyList<DockerRecipe> recipes, CancellationToken ct)
    {
        var manifests = new Dictionary<string, Descriptor>(StringComparer.Ordinal);
        foreach (var recipe in recipes)
            _inputs.Forget(recipe.Name);
        foreach (var recipe in recipes)
            manifests[recipe.Name] = await BuildAsync(engine, recipe, ct);
        layout.SetImages(manifests);
        cache.Save();
        foreach (var recipe in recipes)
            _inputs.Save(recipe.Name, recipe.Inputs(BaseDigest));
    }

    private async Task<Descriptor> BuildAsync(
        DockerEngine engine, DockerRecipe recipe, CancellationToken ct)
    {
        var image = await SendAsync(engine, recipe, ct);
        var saved = layout.NewFile();
        try
        {
            await engine.SaveAsync(recipe.Name, image, saved, ct);
            return await new ImageConversion(layout, cache).ConvertAsync(saved, recipe, baseImage, ct);
        }
        finally
        {
            File.Delete(saved);
        }
    }

    private async Task<string> SendAsync(DockerEngine engine, DockerRecipe recipe, CancellationToken ct)
    {
        await using var context = new FileStream(
            layout.NewFile(), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 81920,
            FileOptions.Asynchronous | FileOptions.DeleteOnClose);
        await ContextArchive.WriteAsync(recipe.Context, context, ct);
        reporter.Detail($"{recipe.Name}: {context.Length:N0} bytes of context for the Docker Engine.");
        context.Position = 0;
        var log = new BuildLog(recipe.Name, reporter);
        return await engine.BuildAsync(recipe, context, baseImage, await LoginsAsync(recipe, ct), log, ct);
    }

    private async Task<IReadOnlyList<AuthConfig>> LoginsAsync(DockerRecipe recipe, CancellationToken ct)
    {
        var logins = new List<AuthConfig>();
        var named = recipe.Dockerfile.Registries(recipe.Settings.Arguments).AsEnumerable();
        if (recipe.TakesBase && baseImage is not null)
            named = named.Append(baseImage.Reference.Registry);
        foreach (var registry in named.Distinct())
        {
            if (await registries.CredentialsAsync(registry, ct) is not { } known)
                continue;
            logins.Add(new AuthConfig
            {
                ServerAddress = registry == "docker.io" ? DockerHubLogin : registry,
                Username = known.IsRefreshToken ? null : known.User,
                Password = known.IsRefreshToken ? null : known.Secret,
                IdentityToken = known.IsRefreshToken ? known.Secret : null,
            });
        }
        return logins;
    }
}
