namespace LocalCluster.TestServer;

/// <summary>
/// A small service: it tells who it is, what a variable holds, what a file of its container says, and what
/// the API server answers to its own token.
/// </summary>
internal static class Server
{
    private static void Main(string[] args)
    {
        var app = WebApplication.CreateSlimBuilder(args).Build();
        app.MapGet("/", () => Environment.GetEnvironmentVariable("HOSTNAME"));
        app.MapGet("/variables/{name}", (string name) => Environment.GetEnvironmentVariable(name));
        app.MapGet("/files/{name}", (string name) =>
            File.ReadAllText(
                Path.Combine(Environment.GetEnvironmentVariable("CONTAINER_ROOT")!, "etc", "settings", name)
            )
        );
        app.MapGet("/cluster/{**path}", ApiCall.Ask);
        app.Run();
    }
}
