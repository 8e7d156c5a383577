namespace Slipway.Targets.Tests.Running;

/// <summary>A folder for temporary files that cannot be written.</summary>
public sealed class TemporaryFilesTests : IDisposable
{
    private readonly BuildProgram _build = new();

    public void Dispose() => _build.Dispose();

    [Fact]
    public async Task What_is_in_its_place_is_pointed_out()
    {
        var file = _build.Repository.Write(".nuke/temp", "a file");

        var run = await _build.RunAsync("Status", "--env", "remote", "--no-logo");

        Assert.Equal((2, ""), (run.Code, run.Output));
        Assert.Matches(
            $"""
            \ARefused: The folder for temporary files cannot be used: [^\n]+
              where: {file}
              next:  Remove what is in its place, or what is wrong with it, and run the command again\.
            \z
            """,
            run.Errors
        );
    }

    [Fact]
    public async Task A_folder_that_may_not_be_written_is_pointed_out()
    {
        Assert.SkipWhen(
            OperatingSystem.IsWindows() || Environment.IsPrivilegedProcess,
            "Modes of folders do not stop this user."
        );
        var folder = Directory.CreateDirectory(_build.Repository.At(".nuke/temp")).FullName;
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserExecute);

        var run = await _build.RunAsync("Status", "--env", "remote", "--no-logo");

        Assert.Equal((2, ""), (run.Code, run.Output));
        Assert.Matches(
            $"""
            \ARefused: Cannot read or write this path: [^\n]+
              where: {folder}
              next:  [^\n]+
            \z
            """,
            run.Errors
        );
    }
}
