using Slipway.Kubernetes.Objects;
using Slipway.Pipeline.Planning;
using Slipway.Values;

namespace Slipway.Tests.Pipeline.Planning;

/// <summary>What a plan file may be, and what is said where it is something else.</summary>
public sealed class PlanFileTests : IDisposable
{
    private static readonly PlanTarget s_target = new("shop", "staging", "movies");
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_saved_is_read()
    {
        var digest = Digest.Of("x"u8);
        var plan = new ReleasePlan(
            s_target,
            7,
            "1.2.0",
            null,
            "salt",
            [
                new PlannedObject(
                    new ObjectKey("apps/v1", "Deployment", "movies", "movie"),
                    PlannedChange.Changed,
                    digest,
                    new LiveState("1-2-3", digest)
                ),
                new PlannedObject(
                    new ObjectKey("v1", "Namespace", null, "movies"),
                    PlannedChange.Removed,
                    null,
                    null
                ),
            ]
        );
        new PlanFile(_folder.At("new/plan.json")).Save(plan);
        var read = await new PlanFile(_folder.At("new/plan.json")).ReadAsync(Stop);
        Assert.Equal(plan.Objects, read.Objects);
        Assert.Equal(plan with { Objects = [] }, read with { Objects = [] });
    }

    [Theory]
    [InlineData("", "The plan is not JSON (line 1, column 1).")]
    [InlineData("[1", "The plan is not JSON (line 1, column 3).")]
    [InlineData("\"a\"", "It is not a plan: 'formatVersion' is missing, or not a number.")]
    [InlineData(
        """{"formatVersion":"1"}""",
        "It is not a plan: 'formatVersion' is missing, or not a number."
    )]
    [InlineData("""{"formatVersion":2}""", "It has formatVersion 2, and this version of the build reads 1.")]
    [InlineData("""{"formatVersion":1}""", "'app' is missing, or not a string.")]
    [InlineData("""{"formatVersion":1,"formatVersion":1}""", "The plan is not JSON.")]
    [InlineData(Head + "}", "'revision' is missing, or not a number.")]
    [InlineData(
        Head + Rest + """[{"change":"gone","apiVersion":"v1","kind":"Pod","name":"a"}]}""",
        "'change' is 'gone', which no plan says."
    )]
    [InlineData(Head + Rest + """[{"change":"new"}]}""", "'apiVersion' is missing, or not a string.")]
    [InlineData(Head + Rest + "[" + One + "," + One + "]}", "It names an object twice.")]
    [InlineData(
        Head + Rest + """[{"change":"new","apiVersion":"v1","kind":"Pod","name":"a","manifest":"sha1:2"}]}""",
        "'sha1:2' is not a digest; expected 'sha256:' and 64 hexadecimal digits."
    )]
    public async Task What_is_no_plan_is_refused_with_the_reason(string content, string why)
    {
        _folder.Write("plan.json", content);
        var e = await Assert.ThrowsAsync<PlanUnreadableException>(() => ReadAsync("plan.json"));
        Assert.StartsWith($"the plan cannot be read: {why.TrimEnd('.')}", e.What);
        Assert.StartsWith("--from-plan ", e.Where);
    }

    [Fact]
    public async Task A_missing_file_a_folder_and_a_file_without_end_are_refused()
    {
        var missing = await Assert.ThrowsAsync<PlanUnreadableException>(() => ReadAsync("nowhere.json"));
        Assert.Equal("the plan cannot be read: there is no such file", missing.What);
        await Assert.ThrowsAsync<PlanUnreadableException>(() => ReadAsync("."));
        if (OperatingSystem.IsLinux())
            await Assert.ThrowsAsync<BodyTooLongException>(() => ReadAsync("/dev/zero"));
    }

    [Fact]
    public async Task A_plan_for_another_environment_is_refused()
    {
        _folder.Write("plan.json", Head + Rest + "[]}");
        var e = await Assert.ThrowsAsync<PlanForOtherException>(() =>
            ApprovedPlan.ReadAsync(
                new PlanFile(_folder.At("plan.json")),
                s_target with
                {
                    Environment = "production",
                },
                Stop
            )
        );
        Assert.Equal(
            "the plan is for shop in staging (namespace movies), "
                + "and this command is for shop in production (namespace movies)",
            e.What
        );
    }

    [Fact]
    public void A_plan_that_cannot_be_saved_is_refused()
    {
        _folder.Write("file", "");
        Assert.Throws<PlanUnwritableException>(() =>
            new PlanFile(_folder.At("file/plan.json")).Save(new ReleasePlan(s_target, 1, "1", null, "s", []))
        );
    }

    public void Dispose() => _folder.Dispose();

    private const string Head =
        """{"formatVersion":1,"app":"shop","environment":"staging","namespace":"movies" """;

    private const string Rest = ""","revision":1,"version":"1.0.0","salt":"s","objects":""";

    private const string One = """{"change":"new","apiVersion":"v1","kind":"Pod","name":"a"}""";

    private Task<ReleasePlan> ReadAsync(string file) => new PlanFile(_folder.At(file)).ReadAsync(Stop);
}
