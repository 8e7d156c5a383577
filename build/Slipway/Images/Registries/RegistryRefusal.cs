using System.Net;
using Slipway.Values;

namespace Slipway.Images.Registries;

/// <summary>A registry cannot do what was requested.</summary>
internal sealed class RegistryRefusal(string what, string where, string next) : Refusal(what, where, next)
{
    /// <summary>Whether it is about our rights to one repository, and others may be open.</summary>
    public bool IsAboutRights { get; private init; }

    /// <summary>Whether a manifest was refused because the registry does not find all that it names.</summary>
    public bool MissesParts { get; private init; }

    /// <summary>
    /// Whether the registry understood a write, could have done it, and does not want it. A tag that cannot be
    /// moved is refused so, each time in another way: 400 <c>TAG_INVALID</c> (Amazon ECR), 403 <c>DENIED</c>,
    /// 409, 412 (Harbor).
    /// </summary>
    public bool RefusesContent { get; private init; }

    public static RegistryRefusal NotReachable(string registry, Exception why) =>
        new(
            $"The registry {registry} cannot be reached: {Reason(why)}",
            registry,
            "Check its name, the network, and that it is running; --registry and --base-image choose another one."
        );

    public static RegistryRefusal Untrusted(string registry, string why) =>
        new(
            $"The registry {registry} cannot be trusted: {why}.",
            registry,
            "If this is the right registry, trust its authority: add it to this machine's certificates, or (on "
                + "Linux) set SSL_CERT_FILE to a PEM file with it. Otherwise fix the certificate or the name."
        );

    public static RegistryRefusal NoPlainHttp(string registry) =>
        new(
            $"The registry {registry} speaks plain HTTP, which is only accepted on loopback.",
            registry,
            "Give it a certificate, or set 'insecureRegistry: true' in environment.yaml "
                + "(for one run: --insecure-registry)."
        );

    public static RegistryRefusal LeadsToPlainHttp(string registry, Uri target) =>
        new(
            $"The registry {registry} redirects to {target.Authority} without TLS.",
            target.GetLeftPart(UriPartial.Path),
            "If a proxy terminates TLS in front of it, have the proxy send X-Forwarded-Proto: https, or "
                + "configure the registry's external address ('http: host' in docker-registry)."
        );

    public static RegistryRefusal NoToken(Uri service, HttpStatusCode status, string detail) =>
        new(
            $"The token service {service.Authority} answered {(int)status} {status}{detail}.",
            service.GetLeftPart(UriPartial.Path),
            "Check the image name and the credentials, and run the command again."
        );

    public static RegistryRefusal NoRepository(string registry, string where, string detail) =>
        new(
            $"The registry {registry} has no such repository{detail}.",
            where,
            "Create the repository (this registry does not create it on push) and run the command again."
        );

    public static RegistryRefusal WrongCredentials(string registry, string where, bool any) =>
        new(
            any
                ? $"The registry {registry} rejected the credentials."
                : $"The registry {registry} requires credentials, but none are configured.",
            where,
            any
                ? "Correct NUKE_REGISTRY_USER and NUKE_REGISTRY_PASSWORD if they are set, otherwise log in again "
                    + $"with 'docker login {registry}'. The token may have expired or lack permission."
                : $"Log in with 'docker login {registry}', or set NUKE_REGISTRY_USER and "
                    + "NUKE_REGISTRY_PASSWORD."
        )
        {
            IsAboutRights = true,
        };

    public static RegistryRefusal Forbidden(string registry, string where, string detail) =>
        new(
            $"The registry {registry} denied access{detail}.",
            where,
            "Ask for permission to read and write this repository, or log in as a user who has it."
        )
        {
            IsAboutRights = true,
            RefusesContent = true,
        };

    public static RegistryRefusal Full(string registry, string where, string detail) =>
        new(
            $"The registry {registry} is out of space{detail}.",
            where,
            "Free some space (delete old images, collect garbage) or raise the quota, and run the command again."
        );

    public static RegistryRefusal TooLarge(string registry, string where, string detail) =>
        new(
            $"The registry {registry} rejected the upload as too large, even in chunks{detail}.",
            where,
            "Raise the limit of the registry or of the proxy in front of it (in nginx, client_max_body_size)."
        );

    public static RegistryRefusal Failed(
        string registry,
        string where,
        HttpStatusCode status,
        string detail
    ) =>
        new(
            $"The registry {registry} answered {(int)status} {status}{detail}.",
            where,
            "Check its log. Uploaded content is kept, so the same command resumes from here."
        )
        {
            MissesParts = detail.Contains("MANIFEST_BLOB_UNKNOWN", StringComparison.Ordinal),
            RefusesContent = status is >= HttpStatusCode.BadRequest and < HttpStatusCode.InternalServerError,
        };

    public static RegistryRefusal TooMany(string registry, string where, string detail) =>
        new(
            $"The registry {registry} limits the rate of requests{detail}.",
            where,
            "Wait a while and run the command again; it resumes from here. Some registries allow more requests "
                + $"after 'docker login {registry}'."
        );

    public static RegistryRefusal CutOff(string registry, string where, Exception why) =>
        why is TokenServiceBusyException
            ? new(
                $"The registry {registry} is unavailable: {Reason(why)}",
                where,
                "Wait a while and run the command again. Uploaded content is kept."
            )
            : new(
                $"The connection to {registry} kept failing: {Reason(why)}",
                where,
                "Check the network and run the command again. Uploaded content is kept."
            );

    public static RegistryRefusal Mismatch(string where, string expected, string received) =>
        new(
            $"The received content does not match the request: {received} instead of {expected}.",
            where,
            "Do not use this registry until it is clear what changes its content (a proxy, a disk, an attack)."
        );

    public static RegistryRefusal Unintelligible(string where, string why) =>
        new($"The registry's answer is invalid: {why}", where, "Check that this is a container registry.");

    public static RegistryRefusal Contended(string where) =>
        new(
            "Others keep changing this list, so nothing could be added to it.",
            where,
            "Run the command again when no one else is pushing this image."
        );

    private static string Reason(Exception why)
    {
        var inner = why;
        while (inner.InnerException is not null)
            inner = inner.InnerException;
        return inner.Message.TrimEnd('.') + ".";
    }
}
