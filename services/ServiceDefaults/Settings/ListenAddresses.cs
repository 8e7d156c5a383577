using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;

namespace ServiceDefaults.Settings;

/// <summary>
/// Where a service listens, as ASP.NET Core defines it: <c>ASPNETCORE_URLS</c>, else the ports in
/// <c>ASPNETCORE_HTTP_PORTS</c>. The default is port 8080, as in the .NET images.
/// </summary>
internal static class ListenAddresses
{
    public static string[] Read(SettingsReader settings, IConfiguration configuration)
    {
        if (configuration["urls"] is { Length: > 0 } given)
        {
            foreach (var url in Split(given).Where(url => !IsHttp(url)))
                settings.Mistake($"ASPNETCORE_URLS has '{url}', but needs http URLs.");
            return Split(given);
        }

        var ports = Split(configuration["http_ports"] is { Length: > 0 } some ? some : "8080");
        foreach (var port in ports.Where(port => !ushort.TryParse(port, out var number) || number == 0))
            settings.Mistake($"ASPNETCORE_HTTP_PORTS has '{port}', but needs numbers from 1 to 65535.");
        return [.. ports.Select(port => $"http://*:{port}")];
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
