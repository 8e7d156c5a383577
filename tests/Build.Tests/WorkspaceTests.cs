using Slipway.Reporting;
using Slipway.Targets.Images;
using Slipway.Targets.Workspaces;

namespace Slipway.Targets.Tests;

public sealed class WorkspaceTests : IReporter, IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Workspace _workspace;

    public WorkspaceTests() => _workspace = new Workspace(_folder.Path, this, TimeProvider.System);

    void IReporter.Report(Notice notice) { }

    public void Dispose()
    {
        _workspace.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("anna", null)]
    [InlineData(null, "hunter2")]
    public void Half_of_the_credentials_are_refused_without_telling_them(string? user, string? password)
    {
        var refusal = Assert.Throws<IncompleteCredentialsException>(() =>
            ImageCommands.For(_workspace, user, password)
        );
        Assert.DoesNotContain("hunter2", refusal.What + refusal.Where + refusal.Next);
    }

    [Fact]
    public void Both_or_none_of_the_credentials_are_fine()
    {
        Assert.NotNull(ImageCommands.For(_workspace, null, null));
        Assert.NotNull(ImageCommands.For(_workspace, "anna", "hunter2"));
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("", null)]
    [InlineData("x", "x")]
    public void An_empty_value_is_not_given(string? text, string? given) =>
        Assert.Equal(given, OptionalValue.OrNull(text));
}
