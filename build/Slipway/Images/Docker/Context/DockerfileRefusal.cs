using Slipway.Values;

namespace Slipway.Images.Docker.Context;

/// <summary>A Dockerfile does not build.</summary>
internal sealed class DockerfileRefusal(string what, string where, string next) : Refusal(what, where, next)
{
    private const string Correct = "Fix it and run the command again. Nothing was changed.";

    /// <summary>The engine cannot read the file.</summary>
    public static DockerfileRefusal Unreadable(string service, string where, string why) =>
        new($"The Dockerfile of '{service}' cannot be read: {why}", where, Correct);

    /// <summary>A step failed.</summary>
    /// <param name="service">The service.</param>
    /// <param name="where">File and line.</param>
    /// <param name="step">The step, as the engine names it.</param>
    /// <param name="why">Why it failed.</param>
    /// <param name="output">What it wrote last.</param>
    public static DockerfileRefusal Failed(
        string service,
        string where,
        string step,
        string why,
        IEnumerable<string> output
    ) =>
        new(
            string.Join('\n', output.Select(line => $"  {line}").Prepend(Told(service, step, why))),
            where,
            Correct
        );

    /// <summary>A stage cannot start: the engine cannot pull the image of its <c>FROM</c>.</summary>
    /// <param name="service">The service.</param>
    /// <param name="where">File and line.</param>
    /// <param name="step">The step, as the engine names it.</param>
    /// <param name="why">Why it failed.</param>
    /// <param name="lacksBase">Whether the environment's base image is what is missing.</param>
    /// <param name="hasProject">Whether the service could be packed without its Dockerfile.</param>
    public static DockerfileRefusal CannotBegin(
        string service,
        string where,
        string step,
        string why,
        bool lacksBase,
        bool hasProject
    ) =>
        new(
            Told(service, step, why),
            where,
            (
                lacksBase
                    ? "The environment has no base image: set one ('baseImage' in environment.yaml, or "
                        + "--base-image), or give ARG BASE_IMAGE a default"
                    : "Use an image that the engine can pull, in FROM or as the value of its ARG ('buildArgs' in "
                        + "environment.yaml, or --build-args NAME=image)"
            ) + (hasProject ? "; or build its project without an engine: --builder project." : ".")
        );

    /// <summary>The engine cannot build for the platform, or the stages are not for it.</summary>
    /// <param name="service">The service.</param>
    /// <param name="where">File and line.</param>
    /// <param name="step">The step, as the engine names it.</param>
    /// <param name="why">Why it failed.</param>
    /// <param name="wanted">The platform.</param>
    /// <param name="hasProject">Whether the service could be packed without its Dockerfile.</param>
    public static DockerfileRefusal PlatformBeyondEngine(
        string service,
        string where,
        string step,
        string why,
        Platform wanted,
        bool hasProject
    ) =>
        new(
            Told(service, step, why),
            where,
            $"Every stage must start from an image for {wanted}, and the engine must be able to run it: enable "
                + "emulation (binfmt_misc, QEMU), or set DOCKER_HOST to an engine on such a machine"
                + (
                    hasProject
                        ? "; or build its project without an engine: --builder project."
                        : "; or remove the platform."
                )
        );

    public static DockerfileRefusal WrongPlatform(
        string service,
        string where,
        string platform,
        Platform wanted
    ) =>
        new(
            $"The image of '{service}' is for {platform}, but must be for {wanted}.",
            where,
            $"Start its last stage from an image for {wanted}."
        );

    /// <summary>Build arguments were given that no Dockerfile declares.</summary>
    public static DockerfileRefusal NotTaken(IReadOnlyList<string> names) =>
        new(
            $"No Dockerfile declares the build argument {string.Join(" or ", names)}.",
            "'buildArgs' in environment.yaml, or --build-args",
            $"Correct the name, or add 'ARG {names[0]}' to the Dockerfile that needs it."
        );

    private static string Told(string service, string step, string why) =>
        $"'{service}' failed to build. {step}: {why}";
}
