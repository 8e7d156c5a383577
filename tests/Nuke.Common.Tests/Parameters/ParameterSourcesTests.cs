using Nuke.Common.Parameters;
using Xunit;

namespace NukeCommon.Tests.Parameters;

public sealed class ParameterSourcesTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("parameters-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public void The_command_line_wins_over_the_environment_and_that_over_files()
    {
        Assert.Equal("cli", Find(["--env", "cli"], ("ENV", "variable"), """{"Env": "file"}"""));
        Assert.Equal("variable", Find([], ("ENV", "variable"), """{"Env": "file"}"""));
        Assert.Equal("variable", Find([], ("NUKE_ENV", "variable"), """{"Env": "file"}"""));
        Assert.Equal("file", Find([], ("OTHER", "variable"), """{"Env": "file"}"""));
    }

    [Fact]
    public void What_every_build_has_is_read_from_prefixed_variables_only()
    {
        var plain = new Dictionary<string, string> { ["HOST"] = "x86_64-linux-gnu" };
        var prefixed = new Dictionary<string, string> { ["NUKE_HOST"] = "Terminal" };
        Assert.Null(Sources(plain).FindOfEngine("Host", filesToo: true));
        Assert.Equal(["Terminal"], Sources(prefixed).FindOfEngine("Host", filesToo: true).Values);
    }

    [Fact]
    public void An_empty_variable_is_no_value() =>
        Assert.Equal("file", Find([], ("ENV", ""), """{"Env": "file"}"""));

    [Fact]
    public void An_earlier_file_wins_over_a_later_one() =>
        Assert.Equal("profile", Find([], ("A", "b"), """{"Env": "profile"}""", """{"Env": "common"}"""));

    [Fact]
    public void Files_hold_numbers_flags_and_lists()
    {
        var file = Write(
            """{ "$schema": "x", "Count": 3, "Force": true, "List": ["a", "b"], "None": null, /* ! */ }"""
        );
        Assert.Equal(["3"], file.Find("Count").Values);
        Assert.Equal(["True"], file.Find("Force").Values);
        Assert.Equal(["a", "b"], file.Find("List").Values);
        Assert.Null(file.Find("None"));
        Assert.Null(file.Find("schema"));
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{ 'a': 1 }")]
    public void A_file_that_is_no_object_is_refused_by_name(string json)
    {
        var refusal = Assert.Throws<Nuke.Common.Execution.BuildRefusedException>(() => Write(json));
        Assert.Contains(_directory, refusal.Message);
        Assert.Contains("is not a JSON object", refusal.Message);
    }

    private static ParameterSources Sources(Dictionary<string, string> variables) =>
        new(new CommandLine([]), () => variables, () => []);

    private string Find(string[] arguments, (string Name, string Value) variable, params string[] files)
    {
        var sources = new ParameterSources(
            new CommandLine(arguments),
            () => new Dictionary<string, string> { [variable.Name] = variable.Value },
            () => [.. files.Select(Write)]
        );
        return sources.Find("Env").Values.Single();
    }

    private ParametersFile Write(string json)
    {
        var path = Path.Combine(_directory, "parameters.json");
        File.WriteAllText(path, json);
        return ParametersFile.Read(path);
    }
}
