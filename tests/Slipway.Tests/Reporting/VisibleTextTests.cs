using Slipway.Reporting;

namespace Slipway.Tests.Reporting;

public sealed class VisibleTextTests
{
    [Fact]
    public void What_a_terminal_or_a_CI_host_would_obey_in_a_log_is_made_visible() =>
        Assert.Equal(
            [
                "first",
                "::add-mask::X",
                "::error file=a::Y",
                "\\x1b]0;T\\x07",
                "\\x23#[error]a \\x23#vso[task]b\tc",
            ],
            VisibleText.Lines(
                "first\r::add-mask::X\r\n::error file=a::Y\n\u001b]0;T\u0007\n##[error]a ##vso[task]b\tc"
            )
        );

    [Fact]
    public void A_message_is_one_line_with_plain_quotes() =>
        Assert.Equal(
            "exec: \"/x\": no such file \\x1b[2J",
            VisibleText.Sentence("exec: \\\"/x\\\":\n\tno such file \u001b[2J\n")
        );

    [Fact]
    public void Text_is_never_reordered() => Assert.Equal("a\\x202eb", VisibleText.Line("a\u202eb"));
}
