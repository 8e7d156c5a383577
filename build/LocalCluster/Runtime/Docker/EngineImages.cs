using System.Text;
using System.Text.Json.Nodes;
using Docker.DotNet;
using Docker.DotNet.Models;
using LocalCluster.Api.Pods;
using LocalCluster.Runtime.Containers;
using LocalCluster.Runtime.Images;

namespace LocalCluster.Runtime.Docker;

/// <summary>
/// The engine's images. The engine pulls them itself and verifies their digests.
/// </summary>
internal sealed class EngineImages(IDockerClient engine)
{
    /// <summary>Whether a container can start without a pull.</summary>
    public async Task<bool> IsPresentAsync(JsonObject container) =>
        PullPolicy.Of(container) != "Always"
        && await FindAsync(ImageName.Of(container).ToString()) is not null;

    /// <summary>Makes a container's image available.</summary>
    /// <exception cref="ImagePullException">It cannot be pulled.</exception>
    public async Task<ImageHandle> PullAsync(
        JsonObject container,
        IReadOnlyList<RegistryCredential> credentials,
        CancellationToken cancellationToken
    )
    {
        var name = ImageName.Of(container);
        var policy = PullPolicy.Of(container);
        var present = policy == "Always" ? null : await FindAsync(name.ToString());
        if (present is null && policy == "Never")
            throw PullPolicy.NeverPulled(container);
        if (present is null)
        {
            await PullAsync(name, credentials, cancellationToken);
            present = await FindAsync(name.ToString())
                ?? throw new ImagePullException(
                    "ErrImagePull",
                    $"{name} was pulled, but the Docker Engine lacks it"
                );
        }
        var digest = name.Digest ?? DigestIn(name, present);
        return new ImageHandle($"{name.Name}@{digest}", digest);
    }

    /// <summary>The image of a handle, and the name by which the engine knows it.</summary>
    /// <exception cref="ContainerStartException">It has been removed.</exception>
    public async Task<(string Name, ImageInspectResponse Image)> GetAsync(ImageHandle handle)
    {
        foreach (var name in new[] { handle.Id, handle.Digest })
        {
            if (await FindAsync(name) is { } image)
                return (name, image);
        }
        throw new ContainerStartException($"The image {handle.Id} has been removed.");
    }

    private async Task PullAsync(
        ImageName name,
        IReadOnlyList<RegistryCredential> credentials,
        CancellationToken cancellationToken
    )
    {
        var tried = credentials.Count == 0 ? [null] : credentials.Cast<RegistryCredential?>().ToArray();
        foreach (var credential in tried.SkipLast(1))
        {
            if (await AttemptAsync(name, credential, cancellationToken) is null)
                return;
        }
        if (await AttemptAsync(name, tried[^1], cancellationToken) is { } why)
            throw new ImagePullException("ErrImagePull", $"rpc error: code = Unknown desc = {why}");
    }

    /// <returns>Why not; null when it was pulled.</returns>
    private async Task<string?> AttemptAsync(
        ImageName name,
        RegistryCredential? credential,
        CancellationToken cancellationToken
    )
    {
        var refusals = new LastError();
        try
        {
            await engine.Images.CreateImageAsync(
                new ImagesCreateParameters { FromImage = name.Name, Tag = name.Reference },
                Login(name, credential),
                refusals,
                cancellationToken
            );
            return refusals.Message;
        }
        catch (DockerApiException e)
        {
            return EngineMessage.Of(e);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            return $"the Docker Engine does not answer: {e.GetBaseException().Message}";
        }
    }

    private async Task<ImageInspectResponse?> FindAsync(string name)
    {
        try
        {
            return await engine.Images.InspectImageAsync(name);
        }
        catch (DockerImageNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Its digest in the registry; the image id if it has none.</summary>
    private static string DigestIn(ImageName name, ImageInspectResponse image)
    {
        var known = (image.RepoDigests ?? []).Select(reference => reference.Split('@')).ToList();
        return known.Find(parts => parts[0] == name.Name)?[1]
            ?? known.Find(parts => name.Name.EndsWith(parts[0], StringComparison.Ordinal))?[1]
            ?? image.ID;
    }

    private static AuthConfig? Login(ImageName name, RegistryCredential? credential)
    {
        if (credential is null)
            return null;
        var text = Encoding.UTF8.GetString(Convert.FromBase64String(credential.Basic.Parameter!));
        var proof = text.Split(':', 2);
        return new AuthConfig
        {
            Username = proof[0],
            Password = proof[1],
            ServerAddress = name.Registry,
        };
    }
}
