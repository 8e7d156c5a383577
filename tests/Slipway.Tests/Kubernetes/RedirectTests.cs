using Microsoft.AspNetCore.Http;

namespace Slipway.Tests.Kubernetes;

/// <summary>A pod, or whatever answers in the API server's name, does not decide where we go.</summary>
public sealed class RedirectTests
{
    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task A_pod_that_redirects_is_not_followed(int status)
    {
        await using var elsewhere = await ScriptedApi.StartAsync();
        await using var api = await ScriptedApi.StartAsync();
        api.On("GET", "/api/v1/namespaces/shop/pods/p:8080/proxy/metrics", async context =>
        {
            context.Response.StatusCode = status;
            context.Response.Headers.Location = $"{elsewhere.Url}/latest/meta-data";
            await context.Response.WriteAsync("moved");
        });
        using var cluster = await api.ConnectAsync();

        var answer = await cluster.GetThroughPodAsync(
            "shop",
            "p",
            "8080",
            "/metrics",
            TestContext.Current.CancellationToken
        );

        Assert.Equal(status, answer.Status);
        Assert.Empty(elsewhere.Requests);
    }
}
