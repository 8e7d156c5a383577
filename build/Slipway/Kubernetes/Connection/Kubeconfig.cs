using System.Security.Cryptography;
using k8s;
using k8s.Exceptions;
using k8s.KubeConfigModels;
using Slipway.Kubernetes.Errors;
using Slipway.Values;

namespace Slipway.Kubernetes.Connection;

/// <summary>
/// Finds the kubeconfig as kubectl does: the file that is given, else those of <c>KUBECONFIG</c>, else the
/// user's own, else the pod's
/// service account.
/// </summary>
internal static class Kubeconfig
{
    /// <summary>The configuration of a context.</summary>
    /// <param name="file">The kubeconfig; null to look for it.</param>
    /// <param name="context">The context; null for the kubeconfig's current one.</param>
    /// <param name="time">The clock that a credential plugin's time limit follows.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="Refusal">There is none, it lacks the context, or it cannot be used.</exception>
    public static async Task<(
        KubernetesClientConfiguration Configuration,
        ClusterAddress Address
    )> ChooseAsync(string? file, string? context, TimeProvider time, CancellationToken cancellationToken)
    {
        var candidates = Candidates(file);
        var files = candidates.Where(File.Exists).ToList();
        var source = string.Join(Path.PathSeparator, files.Count > 0 ? files : candidates);
        if (
            files.Count == 0
            && file is null
            && context is null
            && KubernetesClientConfiguration.IsInCluster()
        )
            return InPod();
        if (files.Count == 0)
            throw new KubeconfigMissingException(source);
        return await FromAsync(
                () => Merged([.. files.Select(KubeconfigFile.Read)]),
                source,
                context,
                time,
                cancellationToken
            )
            .ConfigureAwait(false);
    }

    /// <summary>The configuration of a context in a kubeconfig that is in memory.</summary>
    /// <inheritdoc cref="ChooseAsync"/>
    public static Task<(KubernetesClientConfiguration Configuration, ClusterAddress Address)> ReadAsync(
        KubeconfigText text,
        string? context,
        TimeProvider time,
        CancellationToken cancellationToken
    ) =>
        FromAsync(
            () => KubeconfigFile.Parse(text.Content, text.Where),
            text.Where,
            context,
            time,
            cancellationToken
        );

    private static async Task<(
        KubernetesClientConfiguration Configuration,
        ClusterAddress Address
    )> FromAsync(
        Func<K8SConfiguration> read,
        string source,
        string? context,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        try
        {
            var config = read();
            var chosen = context ?? config.CurrentContext;
            if (string.IsNullOrEmpty(chosen))
                throw new KubeconfigUnusableException(
                    "The kubeconfig has no current context, and none was given.",
                    source
                );
            var known = config.Contexts.Select(c => c.Name).OfType<string>().ToList();
            if (!known.Contains(chosen))
                throw new UnknownContextException(chosen, known, source);
            var details = config.Contexts.First(c => c.Name == chosen).ContextDetails;
            var user = details.User is { } name ? FindUser(config, name, chosen) : null;
            var login = details.User;
            details.User = null;
            var endpoint = config.Clusters.FirstOrDefault(c => c.Name == details.Cluster)?.ClusterEndpoint;
            var made = Configuration(config, chosen);
            if (endpoint is not null && ServerTrust.Authorities(endpoint) is { } authorities)
                made.SslCaCerts = authorities;
            var address = new ClusterAddress(new Uri(made.Host!), chosen, source);
            if (user is not null)
                await ApplyAsync(made, login, user, endpoint, address, time, cancellationToken)
                    .ConfigureAwait(false);
            return (made, address with { Credential = CredentialDescription.Of(login, user, made) });
        }
        catch (Exception e) when (IsMistake(e))
        {
            throw new KubeconfigUnusableException($"The kubeconfig cannot be used: {e.Message}", source);
        }
    }

    // The library relies on everything that it does not look for.
    private static KubernetesClientConfiguration Configuration(K8SConfiguration config, string context)
    {
        try
        {
            return KubernetesClientConfiguration.BuildConfigFromConfigObject(config, context);
        }
        catch (Exception e)
            when (e is NullReferenceException or ArgumentException or InvalidOperationException)
        {
            throw new KubeConfigException($"the cluster of context '{context}' is incomplete");
        }
    }

    private static async Task ApplyAsync(
        KubernetesClientConfiguration made,
        string? login,
        KubeconfigUser user,
        ClusterEndpoint? endpoint,
        ClusterAddress address,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        try
        {
            await KubeconfigCredentials
                .ApplyAsync(made, user, endpoint, time, cancellationToken)
                .ConfigureAwait(false);
        }
        catch (CredentialPluginException e)
        {
            throw new CredentialsUnavailableException(
                e.Message,
                address with
                {
                    Credential = CredentialDescription.Of(login, user, made),
                }
            );
        }
    }

    /// <summary>Whether the fault is in a kubeconfig, or in a file that it refers to.</summary>
    public static bool IsMistake(Exception e) =>
        e
            is KubeConfigException
                or IOException
                or UnauthorizedAccessException
                or FormatException
                or CryptographicException;

    private static KubeconfigUser FindUser(K8SConfiguration config, string name, string context) =>
        config.Users.FirstOrDefault(u => u.Name == name)?.UserCredentials as KubeconfigUser
        ?? throw new KubeConfigException($"it has no user '{name}', which context '{context}' refers to");

    private static (KubernetesClientConfiguration Configuration, ClusterAddress Address) InPod()
    {
        var made = KubernetesClientConfiguration.InClusterConfig();
        return (
            made,
            new ClusterAddress(new Uri(made.Host!), null, "the pod's service account")
            {
                Credential = new ClusterCredential(CredentialKind.ServiceAccount),
            }
        );
    }

    private static List<string> Candidates(string? file)
    {
        if (file is not null)
            return [Path.GetFullPath(file)];
        var named = (Environment.GetEnvironmentVariable("KUBECONFIG") ?? "").Split(
            Path.PathSeparator,
            StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries
        );
        return named.Length > 0
            ? [.. named.Select(f => Path.GetFullPath(f.Trim('"')))]
            : [KubernetesClientConfiguration.KubeConfigDefaultLocation];
    }

    // kubectl's rule: the first file that sets a value wins. Relative paths are relative to the file that
    // holds them.
    private static K8SConfiguration Merged(IReadOnlyList<K8SConfiguration> files)
    {
        foreach (var file in files)
        {
            var endpoints = file.Clusters.Select(c => c.ClusterEndpoint).OfType<ClusterEndpoint>();
            foreach (var endpoint in endpoints)
                endpoint.CertificateAuthority = Rooted(file, endpoint.CertificateAuthority);
            foreach (var user in file.Users.Select(u => u.UserCredentials).OfType<UserCredentials>())
            {
                user.ClientCertificate = Rooted(file, user.ClientCertificate);
                user.ClientKey = Rooted(file, user.ClientKey);
                if (user is KubeconfigUser { TokenFile: { } tokenFile } known)
                    known.TokenFile = Rooted(file, tokenFile);
                // One without a slash is looked for on the PATH.
                if (user.ExternalExecution is { Command: { } plugin } && plugin.Contains('/'))
                    user.ExternalExecution.Command = Rooted(file, plugin);
            }
        }
        return new K8SConfiguration
        {
            CurrentContext = files
                .Select(f => f.CurrentContext)
                .FirstOrDefault(c => !string.IsNullOrEmpty(c)),
            Contexts = [.. files.SelectMany(f => f.Contexts)],
            Clusters = [.. files.SelectMany(f => f.Clusters)],
            Users = [.. files.SelectMany(f => f.Users)],
        };
    }

    private static string? Rooted(K8SConfiguration config, string? path) =>
        string.IsNullOrEmpty(path) || config.FileName is not { } file
            ? path
            : Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, path));
}
