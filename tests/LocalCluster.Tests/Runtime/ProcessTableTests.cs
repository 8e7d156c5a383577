using LocalCluster.Runtime.Metering;

namespace LocalCluster.Tests.Runtime;

public sealed class ProcessTableTests
{
    [Fact]
    public void The_fields_of_a_process_are_found_whatever_its_name_is()
    {
        const string stat =
            "42 (a) b (c)) S 1 42 40 0 -1 4194560 100 0 0 0 150 50 20 30 20 0 1 0 900 1000000 25 "
            + "18446744073709551615 1 1 0 0 0";
        Assert.Equal(
            (40, TimeSpan.FromSeconds(2.5), 25L * Environment.SystemPageSize),
            ProcessTable.Parse(stat)
        );
    }

    [Fact]
    public void The_processes_of_this_machine_are_added_up_by_session()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Processes are measured through proc(5).");
        var own = ProcessTable.Parse(File.ReadAllText($"/proc/{Environment.ProcessId}/stat"));
        var (cpu, bytes) = ProcessTable.Sessions()[own.Session];
        Assert.True(cpu >= own.Cpu && bytes > 1 << 20);
        Assert.True(ProcessTable.Machine() > TimeSpan.Zero && ProcessTable.UsedMemory() > 1 << 20);
    }
}
