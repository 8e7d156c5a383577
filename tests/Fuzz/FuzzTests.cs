namespace Slipway.Fuzz;

/// <summary>
/// Every parser, and every reader of an answer, refuses what it cannot read: no other exception, no hang, no memory
/// without limit. The cases are numbered, and always the same ones; for others and more of them, set
/// <c>SLIPWAY_FUZZ_MINUTES</c>.
/// </summary>
public sealed class FuzzTests
{
    private const int Cases = 400;

    public static TheoryData<string> Names => [.. Subjects.All.Select(subject => subject.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_seed_is_read(string name) => FuzzRun.Accept(Named(name));

    [Theory]
    [MemberData(nameof(Names))]
    public void What_cannot_be_read_is_refused(string name)
    {
        var found = FuzzRun.Run(Named(name), first: 0, Cases);

        Assert.True(found.Count == 0, string.Join("\n\n", found));
    }

    [Fact]
    public void For_as_long_as_is_asked_for()
    {
        var minutes = Environment.GetEnvironmentVariable("SLIPWAY_FUZZ_MINUTES");
        Assert.SkipWhen(string.IsNullOrEmpty(minutes), "SLIPWAY_FUZZ_MINUTES is not set.");
        var report = FuzzProgram.Run(
            TimeSpan.FromMinutes(double.Parse(minutes!, System.Globalization.CultureInfo.InvariantCulture)),
            Cases
        );

        TestContext.Current.TestOutputHelper?.WriteLine(report.Summary);
        Assert.True(report.Found.Count == 0, $"{report.Summary}\n{string.Join("\n\n", report.Found)}");
    }

    private static Subject Named(string name) => Subjects.All.Single(subject => subject.Name == name);
}
