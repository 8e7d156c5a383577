using Slipway.Images.Registries;
using Slipway.Pipeline.ContainerBuild;

namespace Slipway.Tests.Images;

/// <summary>When packages are restored, and when that is known to be needless.</summary>
public sealed class RestoreTests(RestoreTests.BuiltCheckout checkout)
    : IClassFixture<RestoreTests.BuiltCheckout>
{
    [Fact]
    public async Task Changed_sources_are_compiled_without_a_restore()
    {
        var before = checkout.Digest;
        Assert.Equal(0, await checkout.RestoresAfterAsync(checkout.ChangeSource));
        Assert.NotEqual(before, checkout.Digest);
    }

    [Theory]
    [InlineData("services/hello/Hello.csproj")]
    [InlineData("services/shared/Shared.csproj")]
    [InlineData("Directory.Packages.props")]
    public async Task A_change_of_what_may_name_packages_restores(string file) =>
        Assert.Equal(1, await checkout.RestoresAfterAsync(() => checkout.AddComment(file)));

    [Theory]
    [InlineData("project.assets.json")]
    [InlineData("Hello.csproj.nuget.g.props")]
    public async Task What_a_restore_wrote_and_somebody_took_away_is_restored(string file) =>
        Assert.Equal(
            1,
            await checkout.RestoresAfterAsync(() =>
            {
                File.Delete(Path.Combine(checkout.Obj, file));
                checkout.ChangeSource();
            })
        );

    [Fact]
    public async Task A_build_that_fails_without_a_restore_is_repeated_with_one() =>
        Assert.Equal(
            1,
            await checkout.RestoresAfterAsync(() =>
            {
                File.WriteAllText(Path.Combine(checkout.Obj, "fail"), "");
                checkout.ChangeSource();
            })
        );

    /// <summary>A checkout that is built before each test, and notes its restores.</summary>
    public sealed class BuiltCheckout : IAsyncLifetime
    {
        private readonly FixtureCheckout _checkout = new();
        private int _changes;

        public string? Digest { get; private set; }

        public string Obj => Path.Combine(_checkout.Root, "services/hello/obj");

        private static CancellationToken Ct => TestContext.Current.CancellationToken;

        public async ValueTask InitializeAsync()
        {
            _checkout.Write(
                "services/hello/Directory.Build.targets",
                """
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
                """
            );
            await BuildAsync();
        }

        public ValueTask DisposeAsync()
        {
            _checkout.Dispose();
            return ValueTask.CompletedTask;
        }

        public void ChangeSource() =>
            _checkout.Write(
                "services/hello/More.cs",
                $"namespace Hello; internal sealed class More{++_changes};"
            );

        public void AddComment(string file) =>
            _checkout.Write(
                file,
                File.ReadAllText(Path.Combine(_checkout.Root, file))
                    .Replace("</Project>", $"<!-- {++_changes} --></Project>")
            );

        /// <summary>How many restores a change leads to.</summary>
        public async Task<int> RestoresAfterAsync(Action change)
        {
            var before = Restores();
            change();
            await BuildAsync();
            return Restores() - before;
        }

        private int Restores() => File.ReadAllLines(Path.Combine(Obj, "restores.txt")).Length;

        private async Task BuildAsync()
        {
            var reporter = new CollectingReporter();
            using var registries = new RegistryClient(reporter, TimeProvider.System);
            var build = new ImageBuild(_checkout.Root, registries, reporter, TimeProvider.System);
            var images = await build.BuildAsync(
                _checkout.Services,
                new ImageSettings(null),
                _checkout.Layout,
                Ct
            );
            Digest = Assert.Single(images).Digest.Hex;
        }
    }
}
