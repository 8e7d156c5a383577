using Slipway.Services;
using Slipway.Values;

namespace Slipway.Tests.Services;

public sealed class ContainerTestSectionTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_the_file_says_is_read_and_all_else_is_usual()
    {
        var settings = Read(
            """
            containerTest:
              env: { Rating__Url: http://127.0.0.1:9, WORKERS: 2 }
              request: /movies/1
              grace: 45s
            """
        );
        Assert.Equal("http://127.0.0.1:9", settings.Environment["Rating__Url"]);
        Assert.Equal("2", settings.Environment["WORKERS"]);
        Assert.Equal(
            ("/healthz/ready", "/movies/1", null, TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(45)),
            (settings.Readiness, settings.Request, settings.Port, settings.Start, settings.Grace)
        );
        Assert.Same(ContainerTestSettings.Default, Read(""));
    }

    [Fact]
    public void All_mistakes_are_named_with_their_places()
    {
        var refusal = Assert.ThrowsAny<Refusal>(() =>
            Read(
                """
                containerTest:
                  env: { 9A: x, B: [] }
                  readiness: healthz
                  request: //elsewhere
                  port: 0
                  start: soon
                  grce: 3s
                """
            )
        );
        Assert.Equal(
            [
                "services/web/service.yaml:2:14",
                "services/web/service.yaml:2:20",
                "services/web/service.yaml:3:14",
                "services/web/service.yaml:4:12",
                "services/web/service.yaml:5:9",
                "services/web/service.yaml:6:10",
                "services/web/service.yaml:7:3",
            ],
            refusal
                .What.Split('\n')
                .Select(line => line.Trim().Split(": ")[0])
                .Where(place => place.StartsWith("services/", StringComparison.Ordinal))
        );
    }

    private ContainerTestSettings Read(string yaml)
    {
        _folder.Write("services/web/Web.csproj", """<Project Sdk="Microsoft.NET.Sdk.Web" />""");
        _folder.Write("services/web/service.yaml", yaml);
        return Assert.Single(ServiceCatalog.Read(_folder.Path)).ContainerTest;
    }
}
