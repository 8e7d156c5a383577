namespace Slipway.Pipeline.ContainerTests;

/// <summary>Whether a container needs nothing but its own bytes and <c>/tmp</c>.</summary>
internal static class ReadOnlyRule
{
    /// <summary>Judges.</summary>
    /// <param name="isolated">Whether the root file system was read-only in the first attempt.</param>
    /// <param name="first">What went wrong in the first attempt; null where it served.</param>
    /// <param name="writable">Whether it served in a second attempt, with a writable root.</param>
    public static CheckFinding Judge(bool isolated, string? first, bool writable) =>
        (isolated, first) switch
        {
            (false, _) => CheckFinding.NotProven(),
            (_, null) => CheckFinding.Passed("starts and serves; only /tmp is writable"),
            _ when writable => CheckFinding.Failed(
                $"serves only with a writable root; without one, it {first}"
            ),
            _ => CheckFinding.NotRun("it does not serve with a writable root either"),
        };
}
