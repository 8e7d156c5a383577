using System.Net.Http.Headers;
using System.Text;
using LocalCluster.Hosting;

namespace LocalCluster.Tests.Support;

/// <summary>The registry of a cluster, for who may write to it.</summary>
internal static class ClusterRegistry
{
    /// <summary>A client of a running cluster's registry, when it answers.</summary>
    public static Task<HttpClient> ConnectAsync(ClusterHost host) =>
        ConnectAsync(host.Registry.ToString(), host.Context.Directory);

    /// <summary>A client of the registry of a cluster that another process runs, when it answers.</summary>
    public static async Task<HttpClient> ConnectAsync(string registry, string directory)
    {
        var http = Client(
            new Uri($"http://{registry}"),
            File.ReadAllText(Path.Combine(directory, "pki", "registry-token"))
        );
        await Eventually.True(() => AnswersAsync(http));
        return http;
    }

    /// <summary>A client with the password of a registry.</summary>
    public static HttpClient Client(Uri address, string password, string user = "slipway") =>
        new()
        {
            BaseAddress = address,
            DefaultRequestHeaders =
            {
                Authorization = new AuthenticationHeaderValue(
                    "Basic",
                    Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}"))
                ),
            },
        };

    /// <summary>An image that is empty but for a file, and runs scripts of the machine's shell: <c>sh:1</c>.</summary>
    public static Task<string> PushShellAsync(HttpClient registry) =>
        new TestImage([TestImage.File("app/empty", ""), TestImage.File("tmp/hello", "hello")])
        {
            Config = TestObjects.Json("{'Entrypoint': ['/bin/sh', '-c'], 'WorkingDir': '/'}"),
        }.Push(registry, "sh", "1");

    private static async Task<bool> AnswersAsync(HttpClient http)
    {
        try
        {
            using var response = await http.GetAsync("/v2/", TestContext.Current.CancellationToken);
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
