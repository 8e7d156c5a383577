using System.Globalization;

namespace LocalCluster.Runtime.Metering;

/// <summary>Resource usage of a control group, version 2 or 1 (cgroups(7)).</summary>
internal static class ControlGroup
{
    private const string Root = "/sys/fs/cgroup";

    /// <summary>The resource usage of a process's group; null if unknown.</summary>
    public static Used? Of(int process)
    {
        try
        {
            var paths = Paths(File.ReadAllText($"/proc/{process}/cgroup"));
            return paths.TryGetValue("", out var unified) && File.Exists($"{Root}{unified}/memory.current")
                ? Version2(Root + unified)
                : Version1($"{Root}/cpuacct{paths["cpuacct"]}", $"{Root}/memory{paths["memory"]}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or KeyNotFoundException)
        {
            // It has ended, or the machine's groups are not mounted here.
            return null;
        }
    }

    /// <summary>The path of the group in each hierarchy; that of version 2 has no name. Pure.</summary>
    internal static IReadOnlyDictionary<string, string> Paths(string text) =>
        text.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split(':', 3))
            .SelectMany(fields => fields[1].Split(',').Select(name => (name, Path: fields[2])))
            .GroupBy(entry => entry.name)
            .ToDictionary(group => group.Key, group => group.First().Path);

    private static Used Version2(string folder) =>
        new(
            TimeSpan.FromMicroseconds(Field($"{folder}/cpu.stat", "usage_usec")),
            WorkingSet(Number($"{folder}/memory.current"), $"{folder}/memory.stat", "inactive_file")
        );

    private static Used Version1(string cpu, string memory) =>
        new(
            TimeSpan.FromMicroseconds(Number($"{cpu}/cpuacct.usage") / 1000),
            WorkingSet(
                Number($"{memory}/memory.usage_in_bytes"),
                $"{memory}/memory.stat",
                "total_inactive_file"
            )
        );

    /// <summary>Without the files that could be dropped at once, as the kubelet counts.</summary>
    private static long WorkingSet(long all, string statistics, string droppable) =>
        Math.Max(0, all - Field(statistics, droppable));

    private static long Number(string file) =>
        long.Parse(File.ReadAllText(file).Trim(), CultureInfo.InvariantCulture);

    private static long Field(string file, string name) =>
        File.ReadLines(file)
            .Select(line => line.Split(' '))
            .Where(words => words[0] == name)
            .Select(words => long.Parse(words[1], CultureInfo.InvariantCulture))
            .FirstOrDefault();
}
