using Microsoft.Extensions.Configuration;
using ServiceDefaults.Settings;

namespace ServiceDefaults.Tests;

public class ListenAddressesTests
{
    [Theory]
    [InlineData(null, null, "http://*:8080")]
    [InlineData("", "", "http://*:8080")]
    [InlineData(null, "5000;5001", "http://*:5000 http://*:5001")]
    [InlineData("http://127.0.0.7:80;http://[::1]:0", "5000", "http://127.0.0.7:80 http://[::1]:0")]
    public void Urls_win_over_ports_and_the_default_is_8080(string? urls, string? ports, string expected)
    {
        var addresses = Read(urls, ports);

        Assert.Empty(addresses.Mistakes);
        Assert.Equal(expected.Split(' '), addresses.Urls);
    }

    [Theory]
    [InlineData("8080", null, "ASPNETCORE_URLS contains '8080', but must contain http URLs.")]
    [InlineData(
        "https://*:8443",
        null,
        "ASPNETCORE_URLS contains 'https://*:8443', but must contain http URLs."
    )]
    [InlineData(
        null,
        "http",
        "ASPNETCORE_HTTP_PORTS contains 'http', but must contain numbers from 1 to 65535."
    )]
    [InlineData(
        null,
        "65536",
        "ASPNETCORE_HTTP_PORTS contains '65536', but must contain numbers from 1 to 65535."
    )]
    public void Addresses_that_cannot_be_listened_on_are_refused(
        string? urls,
        string? ports,
        string mistake
    ) => Assert.Equal(mistake, Assert.Single(Read(urls, ports).Mistakes));

    private static ListenAddresses Read(string? urls, string? ports) =>
        ListenAddresses.Read(
            new ConfigurationBuilder()
                .AddInMemoryCollection([new("urls", urls), new("http_ports", ports)])
                .Build()
        );
}
