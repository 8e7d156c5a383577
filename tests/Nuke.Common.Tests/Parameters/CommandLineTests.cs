using Nuke.Common.Parameters;
using Xunit;

namespace NukeCommon.Tests.Parameters;

public class CommandLineTests
{
    [Fact]
    public void Leading_words_are_targets()
    {
        var commandLine = new CommandLine(["Clean", "Compile", "--env", "staging"]);
        Assert.Equal(["Clean", "Compile"], commandLine.Positional);
    }

    [Theory]
    [InlineData("--api-key")]
    [InlineData("--ApiKey")]
    [InlineData("--APIKEY")]
    [InlineData("-apikey")]
    public void Names_are_compared_without_case_and_dashes(string written) =>
        Assert.Equal(["x"], new CommandLine([written, "x"]).Find("ApiKey"));

    [Fact]
    public void A_name_takes_all_words_up_to_the_next() =>
        Assert.Equal(["a", "b"], new CommandLine(["--list", "a", "b", "--flag"]).Find("List"));

    [Fact]
    public void A_name_without_words_is_there() => Assert.Empty(new CommandLine(["--flag"]).Find("Flag")!);

    [Fact]
    public void A_name_that_was_not_given_is_not_there() =>
        Assert.Null(new CommandLine(["--flag"]).Find("Fla"));

    [Fact]
    public void A_repeated_name_adds_up() =>
        Assert.Equal(["a", "b"], new CommandLine(["--list", "a", "--list", "b"]).Find("List"));

    [Fact]
    public void A_negative_number_is_a_value() =>
        Assert.Equal(["-5"], new CommandLine(["--offset", "-5"]).Find("Offset"));

    [Fact]
    public void An_equals_sign_is_part_of_the_name() => Assert.Null(new CommandLine(["--env=x"]).Find("Env"));
}
