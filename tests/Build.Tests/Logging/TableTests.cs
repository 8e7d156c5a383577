using Slipway.Targets.Logging;

namespace Slipway.Targets.Tests.Logging;

public class TableTests
{
    [Fact]
    public void Columns_are_as_wide_as_their_widest_cell() =>
        Assert.Equal(
            ["SERVICE   READY  URL", "metadata  2/2    http://127.1.2.3:80", "movie     1/10"],
            Table.Of(
                ["SERVICE", "READY", "URL"],
                [
                    ["metadata", "2/2", "http://127.1.2.3:80"],
                    ["movie", "1/10", ""],
                ]
            )
        );

    [Fact]
    public void Without_rows_there_is_the_header() => Assert.Equal(["A  B"], Table.Of(["A", "B"], []));
}
