using Slipway.Services;
using Slipway.Values;
using Slipway.Yaml;

namespace Slipway.Tests.Services;

public sealed class ServiceCatalogTests : IDisposable
{
    private const string Web = """<Project Sdk="Microsoft.NET.Sdk.Web" />""";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_service_is_a_folder_with_a_program_or_a_Dockerfile()
    {
        _folder.Write("services/web/Web.csproj", Web);
        _folder.Write("services/worker/Worker.csproj", Project("Microsoft.NET.Sdk.Worker/10.0.0"));
        _folder.Write("services/console/C.csproj",
            Project("Microsoft.NET.Sdk", "<PropertyGroup><OutputType>Exe</OutputType></PropertyGroup>"));
        _folder.Write(
            "services/named/N.csproj", """<Project><Sdk Name="Microsoft.NET.Sdk.Web" /></Project>""");
        _folder.Write("services/docker/Dockerfile", "FROM scratch\n");
        _folder.Write("services/both/Both.csproj", Web);
        _folder.Write("services/both/Dockerfile", "FROM scratch\n");
        _folder.Write("services/Library/Library.csproj", """<Project Sdk="Microsoft.NET.Sdk" />""");
        _folder.Write("services/WebLibrary/L.csproj", Project(
            "Microsoft.NET.Sdk.Web", "<PropertyGroup><OutputType>Library</OutputType></PropertyGroup>"));
        _folder.Write("services/Notes/README.md", "");

        var services = ServiceCatalog.Read(_folder.Path);

        Assert.Equal(
            ["both", "console", "docker", "named", "web", "worker"],
            services.Select(service => service.Name));
        Assert.Equal(
            [Builder.DotNet, Builder.DotNet, Builder.Docker, Builder.DotNet, Builder.DotNet, Builder.DotNet],
            services.Select(service => service.Builder));
        Assert.Equal(Path.Combine(_folder.Path, "services/web/Web.csproj"), services[4].ProjectFile);
        Assert.Null(services[4].Dockerfile);
        Assert.Equal(Path.Combine(_folder.Path, "services/both/Dockerfile"), services[0].Dockerfile);
    }

    [Fact]
    public void A_repository_without_services_has_none() => Assert.Empty(ServiceCatalog.Read(_folder.Path));

    [Fact]
    public void Callees_come_before_their_callers()
    {
        Service("a", "dependsOn: [c, b]");
        Service("b", "dependsOn: [c]");
        Service("c");
        Service("d");

        Assert.Equal(["c", "b", "a", "d"], ServiceCatalog.Read(_folder.Path).Select(service => service.Name));
    }

    [Fact]
    public void A_circle_of_callers_is_named()
    {
        Service("a", "dependsOn: [b]");
        Service("b", "dependsOn: [c]");
        Service("c", "dependsOn: [b]");

        var refusal = Assert.ThrowsAny<Refusal>(() => ServiceCatalog.Read(_folder.Path));

        Assert.Equal("These services depend on each other in a circle: b -> c -> b.", refusal.What);
    }

    [Fact]
    public void A_part_of_the_services_is_ordered_without_the_others()
    {
        Service("a", "dependsOn: [b]");
        Service("b");
        var all = ServiceCatalog.Read(_folder.Path);

        Assert.Equal(["a"], ServiceOrder.CalleesFirst([all[1]]).Select(service => service.Name));
    }

    [Fact]
    public void All_mistakes_of_all_services_are_named_at_once()
    {
        Service("movie", "builder: docker\ndependsOn: [ratng, movie]\ndepends: x");
        Service("rating", "builder: maven");
        Service("Bad_Name");
        _folder.Write("services/two/A.csproj", Web);
        _folder.Write("services/two/B.csproj", Web);
        _folder.Write("services/broken/B.csproj", "<Project>\n<");
        _folder.Write("services/nothing/service.yaml", "builder: dotnet");

        var refusal = Assert.Throws<FileRefusal>(() => ServiceCatalog.Read(_folder.Path));

        string[] expected =
        [
            "services/Bad_Name: 'Bad_Name' is no name for a service: at most 63 characters",
            "services/broken/B.csproj:2:2: Broken XML: ",
            "services/movie/service.yaml:1:1: 'builder: docker' needs a Dockerfile in this folder.",
            "services/nothing/service.yaml:1:1: Here is neither a program's project nor a Dockerfile.",
            "services/two: More than one project builds a program here (A.csproj, B.csproj)",
            "services/movie/service.yaml:2:13: There is no service 'ratng'. Did you mean 'rating'?",
            "services/movie/service.yaml:2:20: A service cannot depend on itself.",
            "services/movie/service.yaml:3:1: Unknown key 'depends'. Did you mean 'dependsOn'?",
            "services/rating/service.yaml:1:10: 'builder' must be one of dotnet, docker; found 'maven'.",
        ];
        Assert.Equal(expected.Length, refusal.Mistakes.Count);
        Assert.All(expected.Zip(refusal.Mistakes), pair => Assert.StartsWith(pair.First, pair.Second));
    }

    [Fact]
    public void Services_are_selected_by_name_in_the_order_of_the_catalog()
    {
        Service("a", "dependsOn: [b]");
        Service("b");
        Service("c");
        var all = ServiceCatalog.Read(_folder.Path);

        Assert.Equal(["b", "a"], ServiceCatalog.Select(all, ["a", "b"]).Select(service => service.Name));
        Assert.Equal(all, ServiceCatalog.Select(all, []));
    }

    [Fact]
    public void An_unknown_service_is_refused_with_a_suggestion()
    {
        Service("rating");
        var all = ServiceCatalog.Read(_folder.Path);

        var refusal = Assert.ThrowsAny<Refusal>(() => ServiceCatalog.Select(all, ["raiting", "zzz"]));

        Assert.Equal(
            "There is no service 'raiting'. Did you mean 'rating'?\nThere is no service 'zzz'.",
            refusal.What);
        Assert.Equal("Choose from: rating.", refusal.Next);
    }

    private static string Project(string sdk, string content = "") =>
        $"""<Project Sdk="{sdk}">{content}</Project>""";

    private void Service(string name, string? settings = null)
    {
        _folder.Write($"services/{name}/{name}.csproj", Web);
        if (settings is not null)
            _folder.Write($"services/{name}/service.yaml", settings);
    }
}
