using Nuke.Common.Reporting;
using Xunit;

namespace NukeCommon.Tests.Reporting;

public class ConsoleTextTests
{
    [Theory]
    [InlineData(false, null, "xterm", true)]
    [InlineData(true, null, "xterm", false)]
    [InlineData(false, "1", "xterm", false)]
    [InlineData(false, null, "dumb", false)]
    public void Colours_are_for_terminals_that_show_them(
        bool redirected,
        string noColor,
        string term,
        bool used
    ) => Assert.Equal(used, ConsoleText.UsesColours(redirected, noColor, term));
}
