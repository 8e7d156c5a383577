namespace LocalCluster.Runtime.Status;

/// <summary>The phase of a pod as the kubelet derives it from its containers. Pure.</summary>
internal static class PodPhase
{
    public static string Of(
        string restartPolicy, IReadOnlyList<ContainerRecord> init, IReadOnlyList<ContainerRecord> containers)
    {
        foreach (var record in init)
        {
            if (record.State is Terminated { ExitCode: 0 })
                continue;
            return record.State is Terminated && restartPolicy == "Never" ? "Failed" : "Pending";
        }
        if (containers.Any(record => record.State is Waiting && record.Last is null))
            return "Pending";
        if (containers.Any(record => record.State is Running))
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
    public static bool IsRestarted(string restartPolicy, int exitCode, bool isInit) => restartPolicy switch
    {
        "Always" => !isInit || exitCode != 0,
        "OnFailure" => exitCode != 0,
        _ => false,
    };

    private static int ExitCode(ContainerRecord record) =>
        (record.State as Terminated ?? record.Last)?.ExitCode ?? 0;
}
