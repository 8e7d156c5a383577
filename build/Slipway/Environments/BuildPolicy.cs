namespace Slipway.Environments;

/// <summary>How the images of an environment are built.</summary>
/// <param name="Builder">What builds a service that has both a project and a Dockerfile.</param>
/// <param name="Arguments">
/// Values for <c>ARG</c> of Dockerfiles, by name; they override those of <c>service.yaml</c>. They are no
/// place for secrets: images show them.
/// </param>
public sealed record BuildPolicy(BuilderChoice Builder, IReadOnlyDictionary<string, string> Arguments)
{
    /// <summary>Each service as its own settings say.</summary>
    public static BuildPolicy AsServicesSay { get; } =
        new(BuilderChoice.Service, new Dictionary<string, string>());
}

/// <summary>What builds a service that has both a project and a Dockerfile.</summary>
public enum BuilderChoice
{
    /// <summary>What its <c>service.yaml</c> says.</summary>
    Service,

    /// <summary>Its project, without a daemon, whatever <c>service.yaml</c> says.</summary>
    Project,
}
