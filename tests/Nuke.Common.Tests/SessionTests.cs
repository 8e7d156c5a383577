using NukeCommon.Tests.Running;
using Xunit;

namespace NukeCommon.Tests;

/// <summary>Each file in <c>Sessions</c> states one behaviour of the engine, as a user sees it.</summary>
public class SessionTests
{
    public static TheoryData<string> Sessions { get; } =
        new(Directory.GetFiles(SessionDirectory, "*.txt").Select(Path.GetFileNameWithoutExtension).Order());

    private static string SessionDirectory => Path.Combine(AppContext.BaseDirectory, "Sessions");

    [Theory]
    [MemberData(nameof(Sessions))]
    public async Task The_build_answers_as_recorded(string name)
    {
        var session = Session.Read(Path.Combine(SessionDirectory, name + ".txt"));
        using var program = new SampleProgram();
        foreach (var (path, text) in session.Files)
            await File.WriteAllTextAsync(
                Path.Combine(program.Directory, path),
                text,
                TestContext.Current.CancellationToken
            );

        foreach (var step in session.Steps)
        {
            var (exitCode, output) = await program.Run(step.Arguments, step.Variables);
            Assert.Equal(step.Output, PlainOutput.Of(output, program.Directory));
            Assert.Equal(step.ExitCode, exitCode);
        }
    }
}
