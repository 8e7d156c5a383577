using System.Globalization;
using System.Text.RegularExpressions;

namespace LocalCluster.Runtime.Processes;

/// <summary>
/// A container expects to own all addresses; on the host it may only listen on the pod's.
/// ASP.NET programs get it in ASPNETCORE_URLS, derived from the ports of image and pod. Pure.
/// </summary>
internal static partial class AspNetAddress
{
    private static readonly string[] s_portVariables =
    [
        "ASPNETCORE_HTTP_PORTS",
        "DOTNET_HTTP_PORTS",
        "HTTP_PORTS",
    ];
    private static readonly string[] s_urlVariables = ["ASPNETCORE_URLS", "DOTNET_URLS", "URLS"];
    private static readonly string[] s_removed =
    [
        "ASPNETCORE_HTTPS_PORTS",
        "DOTNET_HTTPS_PORTS",
        "HTTPS_PORTS",
    ];

    /// <summary>Changes the variables of a container in place.</summary>
    public static void Bind(
        Dictionary<string, string> variables,
        string podIp,
        IReadOnlyList<int> containerPorts
    )
    {
        var urls = s_urlVariables
            .Select(variables.GetValueOrDefault)
            .FirstOrDefault(value => value is not null);
        var ports = s_portVariables
            .Select(variables.GetValueOrDefault)
            .FirstOrDefault(value => value is not null);
        foreach (var name in s_urlVariables.Concat(s_portVariables).Concat(s_removed))
            variables.Remove(name);
        var wanted =
            urls is not null ? Rebound(urls, podIp)
            : ports is not null ? FromPorts(ports, podIp)
            : containerPorts.Count > 0
                ? FromPorts(containerPorts[0].ToString(CultureInfo.InvariantCulture), podIp)
            : null;
        if (wanted is not null)
            variables["ASPNETCORE_URLS"] = wanted;
    }

    private static string FromPorts(string ports, string podIp) =>
        string.Join(
            ';',
            ports
                .Split([';', ','], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                .Select(port => $"http://{podIp}:{port}")
        );

    private static string Rebound(string urls, string podIp) => AnyHost().Replace(urls, $"://{podIp}$1");

    [GeneratedRegex(@"://(?:\+|\*|0\.0\.0\.0|\[::\]|localhost|127\.0\.0\.1)(:|/|;|$)")]
    private static partial Regex AnyHost();
}
