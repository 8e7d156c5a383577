using System.Net;
using System.Text.RegularExpressions;
using Docker.DotNet;
using Docker.DotNet.Models;
using Slipway.Images.Docker.Context;
using Slipway.Images.Formats;
using Slipway.Images.Registries;
using Slipway.Services;

namespace Slipway.Images.Docker.Engine;

/// <summary>The Docker Engine, as far as images are built by it.</summary>
internal sealed partial class DockerEngine : IDisposable
{
    private readonly DockerClient _client;

    private DockerEngine(DockerClient client) => _client = client;

    /// <summary>
    /// Connects to the engine that <c>DOCKER_HOST</c> names, otherwise to that of this machine.
    /// </summary>
    /// <param name="services">What it is to build.</param>
    /// <param name="ct">Cancels the operation.</param>
    /// <exception cref="EngineRefusal">None answers.</exception>
    public static Task<DockerEngine> ConnectAsync(IReadOnlyList<Service> services, CancellationToken ct) =>
        ConnectAsync(EngineConnection.Endpoint(), services, ct);

    /// <summary>Connects to an engine.</summary>
    /// <exception cref="EngineRefusal">None answers.</exception>
    public static async Task<DockerEngine> ConnectAsync(
        Uri endpoint,
        IReadOnlyList<Service> services,
        CancellationToken ct
    ) =>
        new(
            await EngineConnection.OpenAsync(
                endpoint,
                why => EngineRefusal.NoAnswer(endpoint, why, services),
                ct
            )
        );

    /// <summary>Builds an image with the classic builder, which keeps it in the engine.</summary>
    /// <param name="recipe">What to build.</param>
    /// <param name="context">Its context as tar.</param>
    /// <param name="target">The platform, and the environment's base for it.</param>
    /// <param name="logins">For the registries that stages begin with.</param>
    /// <param name="log">Follows the build.</param>
    /// <param name="ct">Stops the build.</param>
    /// <returns>The image's id.</returns>
    /// <exception cref="DockerfileRefusal">The Dockerfile cannot be read, or a step fails.</exception>
    /// <exception cref="EngineRefusal">The engine fails.</exception>
    public async Task<string> BuildAsync(
        DockerRecipe recipe,
        Stream context,
        PlatformBase target,
        IReadOnlyDictionary<string, RegistryCredentials> logins,
        BuildLog log,
        CancellationToken ct
    )
    {
        var arguments = recipe.Settings.Arguments.ToDictionary();
        if (recipe.TakesBase && target.Base is { } baseImage)
            arguments[DockerRecipe.BaseArgument] = $"{baseImage.Reference.Name}@{baseImage.Digest}";
        var parameters = new ImageBuildParameters
        {
            Tags = [$"slipway/{recipe.Name}:latest"],
            Dockerfile = recipe.DockerfileInContext,
            BuildArgs = arguments,
            Platform = target.Platform.ToString(),
            Remove = true,
            ForceRemove = true,
        };
        try
        {
            await _client.Images.BuildImageFromDockerfileAsync(
                parameters,
                context,
                null,
                EngineLogins.Headers(logins),
                log,
                ct
            );
        }
        catch (DockerApiException e) when (e.StatusCode == HttpStatusCode.BadRequest)
        {
            var why = EngineFault.Words(e);
            var line = ErrorLine().Match(why);
            var place = recipe.Settings.Dockerfile + (line.Success ? $":{line.Groups[1].Value}" : "");
            throw DockerfileRefusal.Unreadable(recipe.Name, place, why);
        }
        catch (Exception e) when (EngineFault.Is(e))
        {
            throw EngineRefusal.Failed(recipe.Name, EngineFault.Words(e));
        }
        if (log.Failure is { } failure)
        {
            var place = recipe.PlaceOf(log.Step);
            if (ForeignPlatform().IsMatch(string.Join('\n', log.Output.Append(failure))))
            {
                throw DockerfileRefusal.PlatformBeyondEngine(
                    recipe.Name,
                    place,
                    log.StepText,
                    failure,
                    target.Platform,
                    hasProject: recipe.Service.ProjectFile is not null
                );
            }
            throw recipe.Begins(log.Step)
                ? DockerfileRefusal.CannotBegin(
                    recipe.Name,
                    place,
                    log.StepText,
                    failure,
                    lacksBase: recipe.TakesBase && target.Base is null,
                    hasProject: recipe.Service.ProjectFile is not null
                )
                : DockerfileRefusal.Failed(recipe.Name, place, log.StepText, failure, log.Output);
        }
        return log.ImageId
            ?? throw EngineRefusal.Unintelligible(recipe.Name, "the engine did not say which one it is");
    }

    /// <summary>Writes an image to a new file, as the archive that <c>docker save</c> makes.</summary>
    /// <exception cref="EngineRefusal">The engine fails.</exception>
    public async Task SaveAsync(string service, string image, string file, CancellationToken ct)
    {
        await using var target = new FileStream(file, FileMode.CreateNew, FileAccess.Write);
        await using var saved = await AskAsync(service, () => _client.Images.SaveImageAsync(image, ct));
        var part = new byte[81920];
        while (await AskAsync(service, () => saved.ReadAsync(part, ct).AsTask()) is > 0 and var length)
            await target.WriteAsync(part.AsMemory(0, length), ct);
    }

    public void Dispose() => _client.Dispose();

    // A fault of the engine, not of the disk that its answer is written to.
    private static async Task<T> AskAsync<T>(string service, Func<Task<T>> ask)
    {
        try
        {
            return await ask();
        }
        catch (Exception e) when (EngineFault.Is(e))
        {
            throw EngineRefusal.Failed(service, EngineFault.Words(e));
        }
    }

    // The engine's words for an image, and the kernel's for a program, that is for another machine.
    [GeneratedRegex("does not match the specified platform|exec format error", RegexOptions.IgnoreCase)]
    private static partial Regex ForeignPlatform();

    [GeneratedRegex(@"\bline (\d+)\b")]
    private static partial Regex ErrorLine();
}
