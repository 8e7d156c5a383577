namespace Slipway.Rollouts.Waiting;

/// <summary>What keeps a pod from being ready.</summary>
/// <param name="Grade">How bad it is.</param>
/// <param name="Times">How often it was seen since the watch began.</param>
/// <param name="Container">The container; null where the pod as a whole is meant.</param>
/// <param name="Reason">One word, Kubernetes' own where there is one.</param>
/// <param name="Message">One sentence, Kubernetes' own where there is one.</param>
/// <param name="Hint">What to do about it.</param>
public sealed record PodFault(
    FaultGrade Grade,
    int Times,
    string? Container,
    string Reason,
    string Message,
    string Hint
)
{
    /// <summary>
    /// The reason of a fault that is a probe which does not pass; Kubernetes' word for its event.
    /// </summary>
    internal const string ProbeFails = "Unhealthy";

    /// <summary>For how long it has been seen since the watch began.</summary>
    public TimeSpan Lasted { get; init; }

    /// <summary>Whether waiting longer is pointless.</summary>
    public bool IsFatal =>
        Grade switch
        {
            FaultGrade.Fatal => true,
            FaultGrade.FatalWhenRepeated => Times >= 2,
            FaultGrade.FatalWhenItLasts => Lasted >= WarningFault.Patience,
            _ => false,
        };

    /// <summary>Reason and message, each once.</summary>
    internal string Words => Message.Length == 0 || Message == Reason ? Reason : $"{Reason}: {Message}";

    /// <summary>
    /// What makes it another fault than one before. The kubelet goes to and fro between trying and backing off.
    /// </summary>
    internal string Key =>
        $"{Container}: "
        + Reason switch
        {
            "ImagePullBackOff" => "ErrImagePull",
            "StartError" => "RunContainerError",
            _ => Reason,
        };
}

/// <summary>How bad a fault is, from bad to worst.</summary>
public enum FaultGrade
{
    /// <summary>It may pass: no room, a slow pull, a probe that does not pass yet.</summary>
    MayHeal,

    /// <summary>
    /// It passes when somebody makes what is missing, which a controller may be about to do: a Secret that a
    /// volume shows.
    /// </summary>
    FatalWhenItLasts,

    /// <summary>It may pass once; the second time it will not: a crash, a refused pull.</summary>
    FatalWhenRepeated,

    /// <summary>
    /// It will not pass: a name that cannot be, a key that is not there, a program that cannot start.
    /// </summary>
    Fatal,
}
