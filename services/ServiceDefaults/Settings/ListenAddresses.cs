using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;

namespace ServiceDefaults.Settings;

/// <summary>
/// Where a service listens, as ASP.NET Core defines it: <c>ASPNETCORE_URLS</c>, else the ports in
/// <c>ASPNETCORE_HTTP_PORTS</c>. The default is port 8080, as in the .NET images.
/// </summary>
/// <param name="Urls">The addresses.</param>
/// <param name="Mistakes">Errors in them, one per line.</param>
internal sealed record ListenAddresses(IReadOnlyList<string> Urls, IReadOnlyList<string> Mistakes)
{
    public static ListenAddresses Read(IConfiguration configuration)
    {
        if (configuration["urls"] is { Length: > 0 } urls)
        {
            var wrong = Split(urls).Where(url => !IsHttp(url));
            return new(
                Split(urls),
                [.. wrong.Select(url => $"ASPNETCORE_URLS contains '{url}', but must contain http URLs.")]
            );
        }

        var ports = Split(configuration["http_ports"] is { Length: > 0 } given ? given : "8080");
        var wrongPorts = ports.Where(port => !ushort.TryParse(port, out var number) || number == 0);
        return new(
            [.. ports.Select(port => $"http://*:{port}")],
            [
                .. wrongPorts.Select(port =>
                    $"ASPNETCORE_HTTP_PORTS contains '{port}', but must contain numbers from 1 to 65535."
                ),
            ]
        );
    }

    private static string[] Split(string list) =>
        list.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static bool IsHttp(string url)
    {
        try
        {
            return BindingAddress.Parse(url).Scheme == Uri.UriSchemeHttp;
        }
        catch (FormatException)
        {
            return false;
        }
    }
}
