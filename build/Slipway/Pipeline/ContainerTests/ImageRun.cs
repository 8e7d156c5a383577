using System.Globalization;
using System.Text;
using Slipway.Images.Formats;
using Slipway.Values;

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

    /// <exception cref="MalformedFileException">Its configuration is not one.</exception>
    public static ImageRun Of(BuiltImage image) =>
        MalformedFileException.Read(image.Blobs[0].File!, text => Parse(Encoding.UTF8.GetBytes(text)));

    /// <exception cref="FormatException">The bytes are not an image configuration.</exception>
    public static ImageRun Parse(ReadOnlyMemory<byte> configuration)
    {
        var json = UntrustedJson.Parse(configuration, "The image configuration");
        var config = json.Field("config");
        var ports = config
            .Field("ExposedPorts")
            .Members()
            .Select(port => port.Name.Split('/'))
            .Where(port => port is [_] or [_, "tcp"])
            .Select(port =>
                ushort.TryParse(port[0], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                    ? (int)number
                    : throw new FormatException($"'{port[0]}' is no port.")
            )
            .Order();
        var signal = config.Text("StopSignal");
        return new ImageRun(
            $"{json.Text("os")}/{json.Text("architecture")}",
            config.Text("User") ?? "",
            [.. ports],
            string.IsNullOrEmpty(signal) ? "SIGTERM" : signal
        );
    }
}
