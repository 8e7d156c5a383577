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
        _folder.Write(
            "services/console/C.csproj",
            Project("Microsoft.NET.Sdk", "<PropertyGroup><OutputType>Exe</OutputType></PropertyGroup>")
        );
        _folder.Write(
            "services/named/N.csproj",
            """<Project><Sdk Name="Microsoft.NET.Sdk.Web" /></Project>"""
        );
        _folder.Write("services/docker/Dockerfile", "FROM scratch\n");
        _folder.Write("services/both/Both.csproj", Web);
        _folder.Write("services/both/Dockerfile", "FROM scratch\n");
        _folder.Write("services/Library/Library.csproj", """<Project Sdk="Microsoft.NET.Sdk" />""");
        _folder.Write(
            "services/WebLibrary/L.csproj",
            Project(
                "Microsoft.NET.Sdk.Web",
                "<PropertyGroup><OutputType>Library</OutputType></PropertyGroup>"
            )
        );
        _folder.Write("services/Notes/README.md", "");

        var services = ServiceCatalog.Read(_folder.Path);

        Assert.Equal(
            ["both", "console", "docker", "named", "web", "worker"],
            services.Select(service => service.Name)
        );
        Assert.Equal(
            [Builder.DotNet, Builder.DotNet, Builder.Docker, Builder.DotNet, Builder.DotNet, Builder.DotNet],
            services.Select(service => service.Builder)
        );
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

        Assert.Equal("These services depend on each other in a cycle: b -> c -> b.", refusal.What);
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
            "services/Bad_Name: 'Bad_Name' is not a valid service name: at most 63 characters",
            "services/broken/B.csproj:2:2: Broken XML: ",
            "services/movie/service.yaml:1:1: 'builder: docker' needs a Dockerfile in this folder.",
            "services/nothing/service.yaml:1:1: There is neither an executable project nor a Dockerfile here.",
            "services/two: More than one executable project here (A.csproj, B.csproj)",
            "services/movie/service.yaml:2:13: There is no service 'ratng'. Did you mean 'rating'?",
            "services/movie/service.yaml:2:20: A service cannot depend on itself.",
            "services/movie/service.yaml:3:1: Unknown key 'depends'. Did you mean 'dependsOn'?",
            "services/rating/service.yaml:1:10: 'builder' must be one of dotnet, docker; found 'maven'.",
        ];
        Assert.Equal(expected.Length, refusal.Mistakes.Count);
        Assert.All(expected.Zip(refusal.Mistakes), pair => Assert.StartsWith(pair.First, pair.Second));
    }

    [Fact]
    public void A_Dockerfile_is_built_in_the_services_folder_unless_its_file_says_otherwise()
    {
        _folder.Write("services/plain/Dockerfile", "FROM scratch\n");
        _folder.Write(
            "services/root/service.yaml",
            """
            docker:
              context: .
              dockerfile: ./docker/root.Dockerfile
              args: { VERSION: 1.10, MODE: "fast" }
            """
        );
        _folder.Write("docker/root.Dockerfile", "FROM scratch\n");

        var services = ServiceCatalog.Read(_folder.Path);

        Assert.Equal("services/plain", services[0].Docker!.Context);
        Assert.Equal("services/plain/Dockerfile", services[0].Docker!.Dockerfile);
        Assert.Equal(".", services[1].Docker!.Context);
        Assert.Equal("docker/root.Dockerfile", services[1].Docker!.Dockerfile);
        Assert.Equal(Path.Combine(_folder.Path, "docker/root.Dockerfile"), services[1].Dockerfile);
        Assert.Equal(
            ["MODE=fast", "VERSION=1.10"],
            services[1].Docker!.Arguments.Select(a => $"{a.Key}={a.Value}").Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public void Mistakes_of_the_docker_section_are_named_with_their_places()
    {
        _folder.Write("services/a/Dockerfile", "FROM scratch\n");
        _folder.Write(
            "services/a/service.yaml",
            """
            docker:
              context: ../x
              dockerfile: /etc/passwd
              args: { BASE_IMAGE: x, 1A: x, LIST: [1], NOTHING: }
              target: y
            """
        );
        _folder.Write("services/b/Dockerfile", "FROM scratch\n");
        _folder.Write("services/b/service.yaml", "docker: { context: none }");
        _folder.Write("services/c/Dockerfile", "FROM scratch\n");
        _folder.Write("services/c/service.yaml", "docker: { dockerfile: services/b/Dockerfile }");
        _folder.Write("services/d/Dockerfile", "FROM scratch\n");
        _folder.Write("services/d/service.yaml", "docker: { dockerfile: services/d/other }");
        Service("e", "docker: { context: . }");
        _folder.Write("services/e/Dockerfile", "FROM scratch\n");

        var refusal = Assert.Throws<FileRefusal>(() => ServiceCatalog.Read(_folder.Path));

        Assert.Equal(
            [
                "services/a/service.yaml:2:12: '../x' is not in the repository; "
                    + "write it relative to the repository's root.",
                "services/a/service.yaml:3:15: '/etc/passwd' is not in the repository; "
                    + "write it relative to the repository's root.",
                "services/a/service.yaml:4:23: BASE_IMAGE is the environment's 'baseImage'; set it there.",
                "services/a/service.yaml:4:30: '1A' is not a valid argument name.",
                "services/a/service.yaml:4:39: 'LIST' must be a plain value, found a list.",
                "services/a/service.yaml:4:53: 'NOTHING' must be a plain value, found nothing.",
                "services/a/service.yaml:5:3: Unknown key 'docker.target'. "
                    + "Known here: args, context, dockerfile.",
                "services/b/service.yaml:1:20: There is no folder 'none' in the repository.",
                "services/c/service.yaml:1:23: 'services/b/Dockerfile' is not in the context 'services/c'.",
                "services/d/service.yaml:1:23: There is no file 'services/d/other' in the repository.",
                "services/e/service.yaml:1:9: 'docker' needs 'builder: docker', but this service builds a project.",
            ],
            refusal.Mistakes
        );
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
            refusal.What
        );
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
