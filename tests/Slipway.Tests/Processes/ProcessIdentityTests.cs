using System.Diagnostics;
using Slipway.Processes;

namespace Slipway.Tests.Processes;

public class ProcessIdentityTests
{
    private static readonly ProcessIdentity s_holder = new("boot", "4026531836-4026531834", 4711, 1000);

    public static TheoryData<string, ProcessIdentity?, ProcessSighting, bool> Sightings =>
        new()
        {
            { "gone", s_holder with { Id = 1 }, new(false, null), true },
            { "its id reused", s_holder with { Id = 1 }, new(true, 2000), true },
            { "alive", s_holder with { Id = 1 }, new(true, 1000), false },
            { "itself", s_holder, new(true, 1000), false },
            { "hidden from us", s_holder with { Id = 1 }, new(true, null), false },
            { "on another machine", s_holder with { Boot = "other" }, new(false, null), false },
            { "in another container", s_holder with { Namespaces = "1-2" }, new(false, null), false },
            { "we know nothing", null, new(false, null), false },
        };

    [Theory, MemberData(nameof(Sightings))]
    public void A_process_has_ended_only_where_that_is_certain(
        string why,
        ProcessIdentity? observer,
        ProcessSighting seen,
        bool ended
    ) => Assert.True(ended == s_holder.HasEnded(observer, _ => seen), why);

    [Fact]
    public void Its_text_is_read_back()
    {
        Assert.Equal(s_holder, ProcessIdentity.Parse($"{s_holder}"));
        foreach (
            var other in new[] { "", "a", "a/b/1", "a/b/x/1", "a/b/1/-1", "a/b/1/2/3", "/b/1/2", "a//1/2" }
        )
            Assert.Null(ProcessIdentity.Parse(other));
    }

    [Theory]
    [InlineData("7 (a) b) S 1 7 7 0 -1 0 0 0 0 0 0 0 0 0 20 0 1 0 8812 0", true, 8812L)]
    [InlineData("7 (dead) Z 1 7 7 0 -1 0 0 0 0 0 0 0 0 0 20 0 1 0 8812 0", false, null)]
    [InlineData("7 (odd)", true, null)]
    [InlineData("", true, null)]
    public void The_kernels_line_is_read(string line, bool exists, long? started) =>
        Assert.Equal(new ProcessSighting(exists, started), LinuxProcesses.Parse(line));

    [Fact]
    public async Task A_real_process_is_seen_to_live_and_to_die()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux tells.");
        var own = ProcessIdentity.Current;
        Assert.NotNull(own);
        Assert.False(own.HasEnded(own, LinuxProcesses.Look));
        using var child = Process.Start("sleep", "1000");
        var other = own with { Id = child.Id, Started = LinuxProcesses.Look(child.Id).Started!.Value };
        Assert.False(other.HasEnded(own, LinuxProcesses.Look));
        child.Kill();
        await child.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(other.HasEnded(own, LinuxProcesses.Look));
    }
}
