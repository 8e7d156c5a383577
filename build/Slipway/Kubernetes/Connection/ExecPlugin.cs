using System.ComponentModel;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using k8s.Authentication;
using k8s.Exceptions;
using k8s.KubeConfigModels;
using Slipway.Processes;

namespace Slipway.Kubernetes.Connection;

/// <summary>
/// A credential plugin (client.authentication.k8s.io): runs it, and again when what it gave has expired.
/// </summary>
/// <param name="settings">The program, as the kubeconfig describes it.</param>
/// <param name="cluster">The cluster, for plugins that ask for it (<c>provideClusterInfo</c>).</param>
/// <param name="time">The clock that expiry and the time limit follow.</param>
internal sealed class ExecPlugin(ExternalExecution settings, ClusterEndpoint? cluster, TimeProvider time)
    : ITokenProvider
{
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan s_margin = TimeSpan.FromSeconds(30);
    private readonly SemaphoreSlim _one = new(1);
    private ExecCredential? _credential;

    /// <summary>The last credential of the plugin while that is valid; otherwise a new one.</summary>
    /// <exception cref="CredentialPluginException">It cannot be started, fails, or gives nothing usable.</exception>
    /// <exception cref="KubeConfigException">The kubeconfig names no program.</exception>
    public async Task<ExecCredential> CredentialAsync(CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_credential is null || _credential.Expires < time.GetUtcNow() + s_margin)
                _credential = await RunAsync(cancellationToken).ConfigureAwait(false);
            return _credential;
        }
        finally
        {
            _one.Release();
        }
    }

    /// <inheritdoc />
    public async Task<AuthenticationHeaderValue> GetAuthenticationHeaderAsync(
        CancellationToken cancellationToken
    ) => new("Bearer", (await CredentialAsync(cancellationToken).ConfigureAwait(false)).Token);

    private async Task<ExecCredential> RunAsync(CancellationToken cancellationToken)
    {
        if (
            settings.ApiVersion
            is not ("client.authentication.k8s.io/v1" or "client.authentication.k8s.io/v1beta1")
        )
            throw Failure($"has the unsupported apiVersion '{settings.ApiVersion}'");
        if (string.IsNullOrWhiteSpace(settings.Command))
            throw new KubeConfigException("a credential plugin needs a command");
        using var limit = new CancellationTokenSource(s_limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            var result = await Program(settings.Command).RunAsync(either.Token).ConfigureAwait(false);
            return result.ExitCode == 0
                ? ExecCredential.Parse(result.Output, settings.ApiVersion)
                : throw Failure($"failed with exit code {result.ExitCode}: {ErrorText.Of(result.Errors)}");
        }
        catch (Win32Exception e)
        {
            throw Failure($"cannot be started: {e.Message}");
        }
        catch (OperationCanceledException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw Failure($"timed out after {s_limit.TotalMinutes:0}m");
        }
        catch (FormatException e)
        {
            throw Failure(e.Message);
        }
    }

    // It may ask its user for a password, so standard input stays the terminal.
    private Subprocess Program(string command) =>
        new(command, settings.Arguments ?? [])
        {
            Input = null,
            Environment = environment =>
            {
                foreach (var variable in settings.EnvironmentVariables ?? [])
                    environment[variable["name"]] = variable["value"];
                environment["KUBERNETES_EXEC_INFO"] = Request().ToJsonString();
            },
        };

    private JsonObject Request()
    {
        var spec = new JsonObject
        {
            ["interactive"] = Environment.UserInteractive && !Console.IsInputRedirected,
        };
        if (settings.ProvideClusterInfo && cluster is not null)
            spec["cluster"] = new JsonObject
            {
                ["server"] = cluster.Server,
                ["tls-server-name"] = cluster.TlsServerName,
                ["insecure-skip-tls-verify"] = cluster.SkipTlsVerify,
                ["certificate-authority-data"] = cluster.CertificateAuthorityData,
            };
        return new JsonObject
        {
            ["apiVersion"] = settings.ApiVersion,
            ["kind"] = "ExecCredential",
            ["spec"] = spec,
        };
    }

    private CredentialPluginException Failure(string what) =>
        new(
            $"the credential plugin '{settings.Command}' {what}"
                + (string.IsNullOrWhiteSpace(settings.InstallHint) ? "" : $"\n{settings.InstallHint.Trim()}")
        );
}

/// <summary>A credential plugin gave no credentials.</summary>
internal sealed class CredentialPluginException(string message) : KubeConfigException(message);
