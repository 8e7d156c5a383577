namespace Slipway.Tests.Kubernetes;

public sealed class OwnIdentityTests(RunningCluster running) : IClassFixture<RunningCluster>
{
    private const string Path = "/apis/authentication.k8s.io/v1/selfsubjectreviews";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_api_server_says_who_we_are()
    {
        using var cluster = await running.ConnectAsync();
        Assert.False(string.IsNullOrEmpty(await cluster.FindUserAsync(Stop)));
    }

    [Theory]
    [InlineData(404, "{}")]
    [InlineData(403, """{"kind":"Status","reason":"Forbidden","code":403,"message":"no"}""")]
    [InlineData(401, """{"kind":"Status","reason":"Unauthorized","code":401}""")]
    [InlineData(201, """{"status":{}}""")]
    [InlineData(201, """{"status":{"userInfo":{"username":""}}}""")]
    [InlineData(201, """{"status":{"userInfo":{"username":7}}}""")]
    [InlineData(201, """{"status":"strange"}""")]
    public async Task Where_it_does_not_say_nobody_is_named(int code, string answer)
    {
        await using var api = await ScriptedApi.StartAsync();
        using var cluster = await api.ConnectAsync();
        api.On("POST", Path, code, answer);
        Assert.Null(await cluster.FindUserAsync(Stop));
    }
}
