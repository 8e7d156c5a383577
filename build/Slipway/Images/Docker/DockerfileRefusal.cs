using Slipway.Values;

namespace Slipway.Images.Docker;

/// <summary>A Dockerfile does not build.</summary>
internal sealed class DockerfileRefusal(string what, string where, string next) : Refusal(what, where, next)
{
    private const string Correct = "Correct it, then run the same command again. Nothing was changed.";

    /// <summary>The engine does not begin, since it cannot read the file.</summary>
    public static DockerfileRefusal Unreadable(string service, string where, string why) => new(
        $"The Dockerfile of '{service}' cannot be read: {why}", where, Correct);

    /// <summary>A step failed.</summary>
    /// <param name="service">The service.</param>
    /// <param name="where">File and line.</param>
    /// <param name="step">The step, as the engine names it.</param>
    /// <param name="why">Why it failed.</param>
    /// <param name="output">What it wrote last.</param>
    /// <param name="lacksBase">Whether it fails for want of the environment's base image.</param>
    public static DockerfileRefusal Failed(
        string service, string where, string step, string why, IEnumerable<string> output, bool lacksBase) =>
        new(
            string.Join('\n', output.Select(line => $"  {line}")
                .Prepend($"'{service}' does not build. {step}: {why}")),
            where,
            lacksBase
                ? "The environment has no base image: name one ('baseImage' in environment.yaml, or "
                    + "--base-image), or give ARG BASE_IMAGE a default."
                : Correct);

    public static DockerfileRefusal WrongPlatform(
        string service, string where, string platform, Platform wanted) => new(
        $"The image of '{service}' is for {platform}, but must be for {wanted}.", where,
        $"Begin its last stage with an image for {wanted}.");
}
