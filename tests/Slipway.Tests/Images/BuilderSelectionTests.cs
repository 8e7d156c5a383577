using Slipway.Environments;
using Slipway.Pipeline.ContainerBuild;
using Slipway.Services;
using Slipway.Values;

namespace Slipway.Tests.Images;

public sealed class BuilderSelectionTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void As_services_say_a_Dockerfile_is_built_though_there_is_a_project()
    {
        Add("user", project: true, "FROM scratch\n");

        Assert.Equal(Builder.Docker, Assert.Single(Apply(BuilderChoice.Service)).Builder);
    }

    [Fact]
    public void Where_projects_are_wanted_only_services_without_one_are_left_to_the_engine()
    {
        Add("user", project: true, "FROM scratch\n");
        Add("proxy", project: false, "FROM scratch\n");

        var services = Apply(BuilderChoice.Project);

        Assert.Equal(
            [("proxy", Builder.Docker), ("user", Builder.DotNet)],
            services.Select(s => (s.Name, s.Builder))
        );
        Assert.Null(services[1].Docker);
    }

    [Fact]
    public void An_argument_reaches_the_Dockerfiles_that_take_it_before_their_own_value()
    {
        Add("one", project: false, "ARG SDK\nFROM scratch\n", "docker: { args: { SDK: own, OTHER: kept } }");
        Add("two", project: false, "FROM scratch\n");

        var services = Apply(BuilderChoice.Service, ("SDK", "given"));

        Assert.Equal(
            new Dictionary<string, string> { ["SDK"] = "given", ["OTHER"] = "kept" },
            services[0].Docker!.Arguments
        );
        Assert.Empty(services[1].Docker!.Arguments);
    }

    [Fact]
    public void An_argument_that_nothing_takes_is_refused()
    {
        Add("one", project: false, "ARG SDK\nFROM scratch\n");

        var refusal = Assert.ThrowsAny<Refusal>(() =>
            Apply(BuilderChoice.Service, ("SKD", "x"), ("SDK", "y"))
        );

        Assert.Equal("No Dockerfile declares the build argument SKD.", refusal.What);
    }

    [Fact]
    public void Arguments_do_not_matter_where_no_Dockerfile_is_built()
    {
        Add("user", project: true, "ARG SDK\nFROM scratch\n");

        Assert.Equal(Builder.DotNet, Assert.Single(Apply(BuilderChoice.Project, ("SDK", "x"))).Builder);
    }

    private void Add(string name, bool project, string dockerfile, string settings = "")
    {
        if (project)
            _folder.Write($"services/{name}/A.csproj", "<Project Sdk=\"Microsoft.NET.Sdk.Web\" />");
        _folder.Write($"services/{name}/Dockerfile", dockerfile);
        _folder.Write($"services/{name}/service.yaml", $"builder: docker\n{settings}\n");
    }

    private IReadOnlyList<Service> Apply(
        BuilderChoice builder,
        params IEnumerable<(string Name, string Value)> arguments
    )
    {
        var given = arguments.ToDictionary(argument => argument.Name, argument => argument.Value);
        return BuilderSelection.Apply(ServiceCatalog.Read(_folder.Path), new BuildPolicy(builder, given));
    }
}
