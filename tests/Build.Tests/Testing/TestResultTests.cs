using System.Xml.Linq;
using TestResult = Slipway.Targets.Testing.TestResult;

namespace Slipway.Targets.Tests.Testing;

public class TestResultTests
{
    private const string Report = """
        <assemblies>
          <assembly name="One.dll" total="4" passed="2" failed="1" skipped="1" errors="1">
            <collection>
              <test name="Runs" result="Pass" />
              <test name="Breaks" result="Fail" />
              <test name="Needs_a_registry" result="Skip"><reason>no docker-registry</reason></test>
              <test name="Says_nothing" result="Skip" />
            </collection>
          </assembly>
          <assembly name="Two.dll" total="3" passed="3" failed="0" skipped="0" />
        </assemblies>
        """;

    private readonly TestResult _result = TestResult.Read(
        "One",
        XDocument.Parse(Report),
        TimeSpan.FromSeconds(1.25)
    );

    [Fact]
    public void Errors_outside_of_tests_count_as_failures() =>
        Assert.Equal((5, 2), (_result.Passed, _result.Failed));

    [Fact]
    public void What_was_skipped_is_listed_with_its_reason() =>
        Assert.Equal(
            [("Needs_a_registry", "no docker-registry"), ("Says_nothing", "no reason given")],
            _result.Skipped
        );

    [Fact]
    public void A_result_is_a_line_of_a_table()
    {
        Assert.Equal(["One", "5", "2", "2", "1.3"], _result.Cells);
        Assert.Equal(TestResult.Header.Count, _result.Cells.Count);
    }

    [Fact]
    public void The_summary_adds_up_all_projects() =>
        Assert.Equal("Tests: 10 passed, 4 failed, 4 skipped", TestResult.Summary([_result, _result]));

    [Fact]
    public void Without_projects_there_is_a_summary_too() =>
        Assert.Equal("Tests: 0 passed, 0 failed, 0 skipped", TestResult.Summary([]));
}
