namespace LocalCluster.Runtime.Status;

/// <summary>The phase of a pod as the kubelet derives it from its containers. Pure.</summary>
internal static class PodPhase
{
    public static string Of(
        string restartPolicy,
        IReadOnlyList<ContainerRecord> init,
        IReadOnlyList<ContainerRecord> containers
    )
    {
        foreach (var record in init.Where(record => !record.IsSidecar))
        {
            if (record.State is Terminated { ExitCode: 0 })
                continue;
            return record.State is Terminated && restartPolicy == "Never" ? "Failed" : "Pending";
        }
        var sidecars = init.Where(record => record.IsSidecar).ToArray();
        if (sidecars.Any(IsStarting) && !containers.Any(HasRun))
            return "Pending";
        if (containers.Any(record => record.State is Waiting && record.Last is null))
            return "Pending";
        if (containers.Concat(sidecars).Any(record => record.State is Running))
            return "Running";
        var failed = containers.Any(record => ExitCode(record) != 0);
        return restartPolicy switch
        {
            "Always" => "Running",
            "OnFailure" when failed => "Running",
            _ => failed ? "Failed" : "Succeeded",
        };
    }

    /// <summary>Whether a container that ended is started again.</summary>
    public static bool IsRestarted(string restartPolicy, int exitCode, ContainerRole role) =>
        (restartPolicy, role) switch
        {
            (_, ContainerRole.Sidecar) => true,
            ("Always", ContainerRole.Main) => true,
            ("Never", _) => false,
            _ => exitCode != 0,
        };

    /// <summary>Whether it ever ran.</summary>
    public static bool HasRun(ContainerRecord record) =>
        record.State is not Waiting || record.Last is not null;

    private static bool IsStarting(ContainerRecord record) =>
        record.State is Running ? !record.Started : record.State is Waiting && record.Last is null;

    private static int ExitCode(ContainerRecord record) =>
        (record.State as Terminated ?? record.Last)?.ExitCode ?? 0;
}
