using Slipway.Images.Formats;
using Slipway.Images.Inputs;
using Slipway.Images.Packing;
using Slipway.Services;
using Slipway.Values;

namespace Slipway.Images.Docker.Context;

/// <summary>Everything that the image of a service with a Dockerfile is made from.</summary>
/// <param name="Service">The service.</param>
/// <param name="Dockerfile">Its Dockerfile.</param>
/// <param name="Context">What the engine sees.</param>
internal sealed record DockerRecipe(
    Service Service,
    Dockerfile Dockerfile,
    IReadOnlyList<ContextEntry> Context
)
{
    /// <summary>The images that its stages begin with, beside the environment's base.</summary>
    public IReadOnlyList<StageBase> Bases { get; init; } = [];

    /// <summary>The argument that takes the base image of the environment.</summary>
    public const string BaseArgument = DockerSection.BaseImage;

    // Increase the number when the images that are built here change.
    private static readonly string s_packer = $"{LayerCache.Packer}, docker 2";

    public string Name => Service.Name;

    public DockerSettings Settings => Service.Docker!;

    /// <summary>Whether the image may change with the environment's base image.</summary>
    public bool TakesBase => Dockerfile.TakesArgument(BaseArgument);

    /// <summary>Where the engine pulls the images of its stages from.</summary>
    /// <param name="baseImage">The environment's base; null where it has none.</param>
    public IEnumerable<string> Registries(BaseImage? baseImage) =>
        Bases
            .Select(stage => stage.Image)
            .Concat(TakesBase && baseImage is not null ? [baseImage.Reference] : [])
            .Select(image => image.Registry)
            .Distinct();

    /// <summary>The Dockerfile's path in the context.</summary>
    public string DockerfileInContext =>
        Settings.Context == "." ? Settings.Dockerfile : Settings.Dockerfile[(Settings.Context.Length + 1)..];

    /// <summary>The state that decides whether the image must be rebuilt.</summary>
    /// <param name="baseImage">The environment's base with its digest; null where it has none.</param>
    /// <param name="platforms">What the image is made for.</param>
    public ServiceState State(ImageReference? baseImage, IReadOnlyList<Platform> platforms)
    {
        var facts = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["docker.context"] = Settings.Context,
            ["docker.dockerfile"] = Settings.Dockerfile,
            ["the packer"] = s_packer,
            ["the platform"] = string.Join(", ", platforms),
        };
        if (TakesBase)
            facts["the base image"] = baseImage?.ToString() ?? "scratch";
        // What an argument says is for the engine alone, and inputs are shown to whoever reads the registry.
        foreach (var (name, value) in Settings.Arguments)
            facts[$"docker.args.{name}"] = Digest.Of(System.Text.Encoding.UTF8.GetBytes(value)).Short;
        foreach (var stage in Bases)
            facts[$"FROM {stage.Written}"] = stage.Pinned?.Digest.ToString() ?? "";
        var files = Context.ToDictionary(
            entry => Settings.Context == "." ? entry.Path : $"{Settings.Context}/{entry.Path}",
            entry => entry.Fingerprint
        );
        var loose = Bases.FirstOrDefault(stage => stage.Pinned is null);
        return new ServiceState(
            Name,
            new ServiceInputs(facts, files),
            loose is null ? null : $"the digest of {loose.Image} is unknown"
        );
    }

    /// <summary>Whether a step, counted from one, takes the image that a stage begins with.</summary>
    public bool Begins(int step) =>
        step >= 1 && step <= Dockerfile.Instructions.Count && Dockerfile.Instructions[step - 1].Is("FROM");

    /// <summary>File and line of a step, counted from one.</summary>
    public string PlaceOf(int step) =>
        step >= 1 && step <= Dockerfile.Instructions.Count
            ? $"{Settings.Dockerfile}:{Dockerfile.Instructions[step - 1].Line}"
            : Settings.Dockerfile;
}
