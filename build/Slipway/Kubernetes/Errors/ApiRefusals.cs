namespace Slipway.Kubernetes.Errors;

/// <summary>The API server does not know the user (401), or does not authorize the request (403).</summary>
public sealed class AccessDeniedException : ApiException
{
    /// <summary>403: the user may not do this.</summary>
    internal AccessDeniedException(ApiStatus status, string request)
        : base(
            status,
            request,
            $"The cluster does not let us {request}: {status.Message}",
            "Ask the cluster's administrator for a Role that allows this, or use another user in the kubeconfig."
        ) { }

    /// <summary>401: the credentials are not accepted, whatever the request.</summary>
    internal AccessDeniedException(ApiStatus status, ClusterAddress address, DateTimeOffset now)
        : base(
            status,
            address.Login,
            address.Credential.WhyExpired(now) is { } expired
                ? $"The API server {address.Server} does not accept our credentials (401): {expired}."
                : $"The API server {address.Server} does not accept our credentials (401)"
                    + (address.Credential.Kind == CredentialKind.None ? ": the kubeconfig has none." : "."),
            address.Credential.Renewal
        ) { }
}

/// <summary>
/// An admission rule rejects an object: a quota, a policy, a webhook, a terminating namespace.
/// </summary>
public sealed class AdmissionRefusedException : ApiException
{
    internal AdmissionRefusedException(ApiStatus status, string request)
        : base(status, request, status.Message, AdmissionErrors.Hint(status.Message)) { }
}

/// <summary>The API server finds an object invalid (422, 400).</summary>
public sealed class InvalidObjectException : ApiException
{
    internal InvalidObjectException(ApiStatus status, string request)
        : base(status, request, Words(status), "Correct the manifest and run the command again.") { }

    private static string Words(ApiStatus status) =>
        status.Causes.Count < 2
            ? status.Message
            : string.Join(
                '\n',
                status.Causes.Select(c => c.Field.Length == 0 ? c.Message : $"{c.Field}: {c.Message}")
            );
}

/// <summary>
/// Fields that an apply wants to set belong to another manager (409 with FieldManagerConflict).
/// </summary>
public sealed class ApplyConflictException : ApiException
{
    internal ApplyConflictException(ApiStatus status, string request)
        : this(status, request, FieldConflict.Of(status)) { }

    private ApplyConflictException(ApiStatus status, string request, IReadOnlyList<FieldConflict> conflicts)
        : base(
            status,
            request,
            string.Join('\n', conflicts.Select(c => $"{c.Field} is managed by {c.Manager}")),
            "Remove these fields from the manifest, or take ownership of them with --force-conflicts."
        ) => Conflicts = conflicts;

    /// <summary>Every field, with its owner.</summary>
    public IReadOnlyList<FieldConflict> Conflicts { get; }
}

/// <summary>The cluster serves no such kind.</summary>
public sealed class KindNotServedException(string apiVersion, string kind, ClusterAddress address)
    : Values.Refusal(
        $"The cluster does not serve {kind} in {apiVersion}.",
        address.ToString(),
        "Install the CustomResourceDefinition of this kind, "
            + "or use an API version that the cluster serves."
    );
