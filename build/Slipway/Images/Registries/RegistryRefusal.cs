using System.Net;
using Slipway.Values;

namespace Slipway.Images.Registries;

/// <summary>A registry cannot do what is asked of it.</summary>
internal sealed class RegistryRefusal(string what, string where, string next) : Refusal(what, where, next)
{
    /// <summary>Whether it is about our rights to one repository, and others may be open.</summary>
    public bool IsAboutRights { get; private init; }

    /// <summary>Whether a manifest was refused because the registry does not find all that it names.</summary>
    public bool MissesParts { get; private init; }

    public static RegistryRefusal NotReachable(string registry, Exception why) =>
        new(
            $"The registry {registry} cannot be reached: {Reason(why)}",
            registry,
            "Check its name, that it runs, and the network; --registry and --base-image name others."
        );

    public static RegistryRefusal Untrusted(string registry, string why) =>
        new(
            $"The registry {registry} cannot be trusted: {why}.",
            registry,
            "If that is the right one, have its authority trusted: add it to this machine's certificates, or (on "
                + "Linux) name a PEM file with it in SSL_CERT_FILE. Else correct the certificate, or the name."
        );

    public static RegistryRefusal NoPlainHttp(string registry) =>
        new(
            $"The registry {registry} speaks plain HTTP, which is only accepted on loopback.",
            registry,
            "Give it a certificate, or write 'insecureRegistry: true' into environment.yaml "
                + "(for one run: --insecure-registry)."
        );

    public static RegistryRefusal LeadsToPlainHttp(string registry, Uri target) =>
        new(
            $"The registry {registry} leads to {target.Authority} without TLS.",
            target.GetLeftPart(UriPartial.Path),
            "Where a proxy adds TLS in front of it, let it tell the registry so (X-Forwarded-Proto: https), or "
                + "give the registry its address ('http: host' in docker-registry)."
        );

    public static RegistryRefusal NoToken(Uri service, HttpStatusCode status, string detail) =>
        new(
            $"The token service {service.Authority} answered {(int)status} {status}{detail}.",
            service.GetLeftPart(UriPartial.Path),
            "Check the name of the image, and the credentials; then run the same command again."
        );

    public static RegistryRefusal NoRepository(string registry, string where, string detail) =>
        new(
            $"The registry {registry} has no such repository{detail}.",
            where,
            "Make the repository there (this registry does not do so by itself), then run it again."
        );

    public static RegistryRefusal WrongCredentials(string registry, string where, bool any) =>
        new(
            any
                ? $"The registry {registry} does not accept the credentials for this."
                : $"The registry {registry} asks for credentials, and there are none.",
            where,
            any
                ? "Correct NUKE_REGISTRY_USER and NUKE_REGISTRY_PASSWORD where they are set, else log in anew "
                    + $"with 'docker login {registry}'. A token may be over, or a right to this be missing."
                : $"Log in with 'docker login {registry}', or set NUKE_REGISTRY_USER and "
                    + "NUKE_REGISTRY_PASSWORD."
        )
        {
            IsAboutRights = true,
        };

    public static RegistryRefusal Forbidden(string registry, string where, string detail) =>
        new(
            $"The registry {registry} forbids this{detail}.",
            where,
            "Ask for the right to read and write this repository, or log in as somebody who has it."
        )
        {
            IsAboutRights = true,
        };

    public static RegistryRefusal Full(string registry, string where, string detail) =>
        new(
            $"The registry {registry} has no room for this{detail}.",
            where,
            "Free some space there (delete old images, collect garbage) or raise the quota; then run it again."
        );

    public static RegistryRefusal TooLarge(string registry, string where, string detail) =>
        new(
            $"The registry {registry} finds this too large, in parts as well{detail}.",
            where,
            "Raise the limit there, or that of the proxy before it (in nginx, client_max_body_size)."
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
            "See its log. What was uploaded stays there, so the same command goes on from here."
        )
        {
            MissesParts = detail.Contains("MANIFEST_BLOB_UNKNOWN", StringComparison.Ordinal),
        };

    public static RegistryRefusal TooMany(string registry, string where, string detail) =>
        new(
            $"The registry {registry} gets too many requests{detail}.",
            where,
            "Wait a while, then run the same command again: it goes on from here. With a login some registries "
                + $"allow more ('docker login {registry}')."
        );

    public static RegistryRefusal CutOff(string registry, string where, Exception why) =>
        why is TokenServiceBusyException
            ? new(
                $"The registry {registry} gives no access now: {Reason(why)}",
                where,
                "Wait a while, then run the same command again. What was uploaded stays there."
            )
            : new(
                $"The connection to {registry} broke again and again: {Reason(why)}",
                where,
                "Check the network, then run the same command again. What was uploaded stays there."
            );

    public static RegistryRefusal Mismatch(string where, string expected, string received) =>
        new(
            $"What was received is not the content that was asked for: {received} instead of {expected}.",
            where,
            "Do not use this registry until it is clear what changes its content (a proxy, a disk, an attack)."
        );

    public static RegistryRefusal Unintelligible(string where, string why) =>
        new(
            $"The registry's answer makes no sense: {why}",
            where,
            "Check that this is a registry of container images."
        );

    public static RegistryRefusal Contended(string where) =>
        new(
            "Others change this list again and again, so nothing could be added to it.",
            where,
            "Run the same command again when nobody else pushes this image."
        );

    private static string Reason(Exception why)
    {
        var inner = why;
        while (inner.InnerException is not null)
            inner = inner.InnerException;
        return inner.Message.TrimEnd('.') + ".";
    }
}
