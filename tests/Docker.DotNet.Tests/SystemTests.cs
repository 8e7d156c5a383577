namespace Docker.DotNet.Tests;

public class SystemTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_engine_says_what_it_is()
    {
        await using var engine = await RealEngine.ConnectAsync();
        var version = await engine.Client.System.GetVersionAsync(Cancellation);
        Assert.True(Version.TryParse(version.APIVersion, out _), version.APIVersion);
        Assert.NotEmpty(version.Version!);
        var info = await engine.Client.System.GetSystemInfoAsync(Cancellation);
        Assert.Equal(version.Version, info.ServerVersion);
        Assert.True(info.NCPU > 0 && info.MemTotal > 0);
    }

    [Fact]
    public async Task A_version_of_the_API_can_be_asked_for()
    {
        await using var engine = await RealEngine.ConnectAsync();
        using var configuration = new DockerClientConfiguration();
        using var old = configuration.CreateClient(new Version(9, 99));
        var refusal = await Assert.ThrowsAsync<DockerApiException>(() =>
            old.System.GetVersionAsync(Cancellation)
        );
        Assert.Contains("9.99", refusal.ResponseBody, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_nobody_listens_the_connection_fails()
    {
        var nowhere = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.sock");
        using var configuration = new DockerClientConfiguration(new Uri($"unix:{nowhere}"));
        using var client = configuration.CreateClient();
        await Assert.ThrowsAsync<HttpRequestException>(() => client.System.PingAsync(Cancellation));
    }

    [Fact]
    public void An_endpoint_of_an_unknown_kind_is_refused()
    {
        using var configuration = new DockerClientConfiguration(new Uri("ftp://example.com"));
        Assert.ThrowsAny<Exception>(() => configuration.CreateClient());
    }

    [Theory]
    [InlineData("unix:/var/run/docker.sock")]
    [InlineData("unix:///var/run/docker.sock")]
    [InlineData("npipe://./pipe/docker_engine")]
    [InlineData("tcp://127.0.0.1:2375")]
    [InlineData("https://127.0.0.1:2376")]
    public void Endpoints_of_all_kinds_are_taken(string endpoint)
    {
        using var configuration = new DockerClientConfiguration(new Uri(endpoint));
        using var client = configuration.CreateClient();
        Assert.Equal(TimeSpan.FromSeconds(100), client.DefaultTimeout);
    }
}
