namespace Slipway.Pipeline.ContainerTests;

/// <summary>What a container answered.</summary>
/// <param name="Status">The HTTP status; 0 where there was no answer.</param>
/// <param name="ContentType">The media type of the body.</param>
/// <param name="Body">The body.</param>
/// <param name="Failure">Why there was no answer; null where there was one.</param>
internal sealed record HealthResponse(int Status, string ContentType, string Body, string? Failure = null)
{
    /// <summary>The finding for a path that must answer 200.</summary>
    public CheckFinding MustBeOk(string path) =>
        (Failure, Status) switch
        {
            ({ } failure, _) => CheckFinding.Failed($"{path}: {failure}"),
            (_, 200) => CheckFinding.Passed($"{path} answers 200"),
            _ => CheckFinding.Failed($"{path} answers {Status}"),
        };
}
