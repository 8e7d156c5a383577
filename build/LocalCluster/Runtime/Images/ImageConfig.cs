using System.Text.Json.Nodes;
using LocalCluster.Objects;

namespace LocalCluster.Runtime.Images;

/// <summary>What an image says about the process that it holds (OCI image-spec, config.md).</summary>
internal sealed record ImageConfig(
    IReadOnlyList<string> Entrypoint,
    IReadOnlyList<string> Command,
    IReadOnlyDictionary<string, string> Environment,
    string WorkingDirectory,
    string StopSignal
)
{
    public static ImageConfig Parse(JsonNode? image)
    {
        var config = image.At("config");
        var environment = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var variable in config.Strings("Env"))
        {
            var equals = variable.IndexOf('=');
            if (equals > 0)
                environment[variable[..equals]] = variable[(equals + 1)..];
        }
        return new ImageConfig(
            [.. config.Strings("Entrypoint")],
            [.. config.Strings("Cmd")],
            environment,
            config.Text("WorkingDir") is { Length: > 0 } folder ? folder : "/",
            config.Text("StopSignal") is { Length: > 0 } signal ? signal : "SIGTERM"
        );
    }
}
