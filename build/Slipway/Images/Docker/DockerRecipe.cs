using Slipway.Images.Inputs;
using Slipway.Images.Packing;
using Slipway.Services;

namespace Slipway.Images.Docker;

/// <summary>Everything that the image of a service with a Dockerfile is made from.</summary>
/// <param name="Service">The service.</param>
/// <param name="Dockerfile">Its Dockerfile.</param>
/// <param name="Context">What the engine sees.</param>
internal sealed record DockerRecipe(
    Service Service, Dockerfile Dockerfile, IReadOnlyList<ContextEntry> Context)
{
    /// <summary>The argument that takes the base image of the environment.</summary>
    public const string BaseImage = DockerSection.BaseImage;

    // The number goes up with a change of what images become here.
    private static readonly string s_packer = $"{LayerCache.Packer}, docker 1";

    public string Name => Service.Name;

    public DockerSettings Settings => Service.Docker!;

    /// <summary>Whether the image may change with the environment's base image.</summary>
    public bool TakesBase => Dockerfile.TakesArgument(BaseImage);

    /// <summary>The Dockerfile's path in the context.</summary>
    public string DockerfileInContext => Settings.Context == "."
        ? Settings.Dockerfile
        : Settings.Dockerfile[(Settings.Context.Length + 1)..];

    /// <summary>What is compared to know whether the image must be built anew.</summary>
    /// <param name="baseDigest">The digest of the environment's base; empty where it has none.</param>
    public ServiceInputs Inputs(string baseDigest) => new(
        "", TakesBase ? baseDigest : "", s_packer, [],
        Context.ToDictionary(
            entry => Settings.Context == "." ? entry.Path : $"{Settings.Context}/{entry.Path}",
            entry => entry.Fingerprint),
        Settings.Arguments.ToDictionary(argument => $"docker.args.{argument.Key}", argument => argument.Value)
            .Append(new("docker.context", Settings.Context))
            .Append(new("docker.dockerfile", Settings.Dockerfile))
            .ToDictionary());

    /// <summary>Whether a step, counted from one, takes the image that a stage begins with.</summary>
    public bool Begins(int step) => step >= 1 && step <= Dockerfile.Instructions.Count
        && Dockerfile.Instructions[step - 1].Is("FROM");

    /// <summary>File and line of a step, counted from one.</summary>
    public string PlaceOf(int step) => step >= 1 && step <= Dockerfile.Instructions.Count
        ? $"{Settings.Dockerfile}:{Dockerfile.Instructions[step - 1].Line}"
        : Settings.Dockerfile;
}
