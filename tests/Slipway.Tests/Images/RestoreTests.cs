using Slipway.Images;
using Slipway.Images.Registries;
using Slipway.Values;

namespace Slipway.Tests.Images;

/// <summary>When packages are restored, and when that is known to be needless.</summary>
public sealed class RestoreTests : IDisposable
{
    private const string Sources = "services/hello/More.cs";
    private readonly FixtureCheckout _checkout = new();
    private readonly ImageSettings _settings = new(null);

    // Writes a line for each restore, and fails the next compilation when asked to.
    public RestoreTests() => _checkout.Write("services/hello/Directory.Build.targets", """
        <Project>
          <Target Name="NoteRestore" BeforeTargets="_GenerateRestoreProjectSpec">
            <WriteLinesToFile File="$(MSBuildThisFileDirectory)obj/restores.txt" Lines="restored" />
          </Target>
          <Target Name="FailOnce" BeforeTargets="CoreCompile"
                  Condition="Exists('$(MSBuildThisFileDirectory)obj/fail')">
            <Delete Files="$(MSBuildThisFileDirectory)obj/fail" />
            <Error Text="What was restored is gone." />
          </Target>
        </Project>
        """);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private string Obj => Path.Combine(_checkout.Root, "services/hello/obj");

    public void Dispose() => _checkout.Dispose();

    [Fact]
    public async Task Changed_sources_are_compiled_without_another_restore()
    {
        await BuildAsync();
        Assert.Equal(1, Restores());

        var before = await ChangeSourceAsync();

        Assert.Equal(1, Restores());
        Assert.NotEqual(before, await BuildAsync());
    }

    [Theory]
    [InlineData("services/hello/Hello.csproj", "</Project>", "<!-- another --></Project>")]
    [InlineData("services/shared/Shared.csproj", "</Project>", "<!-- another --></Project>")]
    [InlineData("Directory.Packages.props", "</Project>", "<!-- another --></Project>")]
    public async Task A_change_of_what_names_packages_restores(string file, string text, string changed)
    {
        await BuildAsync();
        var path = Path.Combine(_checkout.Root, file);
        _checkout.Write(file, File.ReadAllText(path).Replace(text, changed));
        await BuildAsync();
        Assert.Equal(2, Restores());
    }

    [Theory]
    [InlineData("project.assets.json")]
    [InlineData("Hello.csproj.nuget.g.props")]
    public async Task Whatever_another_restore_left_or_took_away_is_restored(string file)
    {
        await BuildAsync();
        File.Delete(Path.Combine(Obj, file));
        await ChangeSourceAsync();
        Assert.Equal(2, Restores());
    }

    [Fact]
    public async Task A_build_that_fails_without_a_restore_is_repeated_with_one()
    {
        await BuildAsync();
        File.WriteAllText(Path.Combine(Obj, "fail"), "");
        await ChangeSourceAsync();
        Assert.Equal(2, Restores());
    }

    private int Restores() => File.ReadAllLines(Path.Combine(Obj, "restores.txt")).Length;

    private async Task<Digest> ChangeSourceAsync()
    {
        _checkout.Write(Sources, "namespace Hello; internal sealed class More;");
        var digest = await BuildAsync();
        _checkout.Write(Sources, "namespace Hello; internal sealed class Less;");
        return digest;
    }

    private async Task<Digest> BuildAsync()
    {
        var reporter = new CollectingReporter();
        using var registries = new RegistryClient(reporter, TimeProvider.System);
        return Assert.Single(await new ImageBuild(_checkout.Root, registries, reporter, TimeProvider.System)
            .BuildAsync(_checkout.Services, _settings, _checkout.Layout, Ct)).Digest;
    }
}
