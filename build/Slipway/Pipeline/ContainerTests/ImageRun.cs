using System.Globalization;
using System.Text.Json.Nodes;
using Slipway.Images.Formats;

namespace Slipway.Pipeline.ContainerTests;

/// <summary>How an image is run (OCI image-spec, image configuration).</summary>
/// <param name="Platform">What for, as <c>os/architecture</c>.</param>
/// <param name="User">As whom; empty where it does not say, which means root.</param>
/// <param name="Ports">Its TCP ports, lowest first.</param>
/// <param name="StopSignal">The signal that stops it.</param>
internal sealed record ImageRun(string Platform, string User, IReadOnlyList<int> Ports, string StopSignal)
{
    private const int UsualPort = 8080;

    /// <summary>The port that is used where the service does not set one.</summary>
    public int Port => Ports.Count > 0 ? Ports[0] : UsualPort;

    public static ImageRun Of(BuiltImage image) => Parse(File.ReadAllBytes(image.Blobs[0].File!));

    public static ImageRun Parse(ReadOnlySpan<byte> configuration)
    {
        var json = JsonNode.Parse(configuration)!;
        var config = json["config"];
        var ports = (config?["ExposedPorts"]?.AsObject() ?? [])
            .Select(port => port.Key.Split('/'))
            .Where(port => port is [_] or [_, "tcp"])
            .Select(port => int.Parse(port[0], CultureInfo.InvariantCulture))
            .Order();
        var signal = config?["StopSignal"]?.GetValue<string>();
        return new ImageRun(
            $"{json["os"]}/{json["architecture"]}",
            config?["User"]?.GetValue<string>() ?? "",
            [.. ports],
            string.IsNullOrEmpty(signal) ? "SIGTERM" : signal
        );
    }
}
