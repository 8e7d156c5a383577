using Slipway.Services;

namespace Slipway.Tests.Services;

/// <summary>What looks like a service and is none is pointed out.</summary>
public sealed class OverlookedServicesTests : IDisposable
{
    private const string Web = """<Project Sdk="Microsoft.NET.Sdk.Web" />""";
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Misnamed_Dockerfiles_and_services_one_folder_too_deep_are_named()
    {
        _folder.Write("services/web/dockerfile", "FROM scratch\n");
        _folder.Write("services/worker/Containerfile", "FROM scratch\n");
        _folder.Write("services/group/api/Api.csproj", Web);
        _folder.Write("services/group/job/Dockerfile", "FROM scratch\n");
        Assert.Equal(
            [
                "services/group/api/Api.csproj is one folder too deep for a service: "
                    + "move services/group/api to services/api.",
                "services/group/job/Dockerfile is one folder too deep for a service: "
                    + "move services/group/job to services/job.",
                "services/web/dockerfile is not used, so this is not a service: rename it to 'Dockerfile'.",
                "services/worker/Containerfile is not used, so this is not a service: rename it to 'Dockerfile'.",
            ],
            Find()
        );
    }

    [Fact]
    public void Services_with_their_tests_and_tools_and_libraries_are_not()
    {
        _folder.Write("services/web/Web.csproj", Web);
        _folder.Write("services/web/tool/Tool.csproj", Web);
        _folder.Write("services/web/dockerfile", "FROM scratch\n");
        _folder.Write("services/shared/Shared.csproj", """<Project Sdk="Microsoft.NET.Sdk" />""");
        _folder.Write(
            "services/shared/Tests/Tests.csproj",
            """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup><OutputType>Exe</OutputType></PropertyGroup>
              <ItemGroup><PackageReference Include="xunit.v3" /></ItemGroup>
            </Project>
            """
        );
        _folder.Write("services/shared/bin/Dockerfile", "FROM scratch\n");
        _folder.Write("services/notes/README.md", "");
        Assert.Empty(Find());
    }

    private IReadOnlyList<string> Find() =>
        OverlookedServices.Find(_folder.Path, ServiceCatalog.Read(_folder.Path));
}
