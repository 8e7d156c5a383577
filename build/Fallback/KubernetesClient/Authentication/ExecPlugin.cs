using System.ComponentModel;
using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using k8s.Exceptions;
using k8s.KubeConfigModels;

namespace k8s.Authentication;

/// <summary>Runs a credential plugin, and again when what it gave has expired.</summary>
internal sealed class ExecPlugin(ExternalExecution plugin, string? kubeconfig, ClusterEndpoint? cluster)
    : ITokenProvider
{
    private static readonly TimeSpan TimeLimit = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(30);
    private readonly Lock _gate = new();
    private ExecCredential? _credential;

    /// <summary>What the plugin gave last, where that still holds; else what it gives now.</summary>
    public ExecCredential Credential
    {
        get
        {
            lock (_gate)
            {
                if (_credential is null || _credential.Expires < DateTimeOffset.UtcNow + Margin)
                    _credential = Run();
                return _credential;
            }
        }
    }

    public async Task<AuthenticationHeaderValue> GetAuthenticationHeaderAsync(
        CancellationToken cancellationToken
    )
    {
        var credential = await Task.Run(() => Credential, cancellationToken).ConfigureAwait(false);
        return new AuthenticationHeaderValue("Bearer", credential.Token);
    }

    private ExecCredential Run()
    {
        if (
            plugin.ApiVersion
            is not ("client.authentication.k8s.io/v1" or "client.authentication.k8s.io/v1beta1")
        )
            throw new KubeConfigException(
                $"Unsupported api version of a credential plugin: '{plugin.ApiVersion}'"
            );
        using var process = new Process { StartInfo = StartInfo() };
        try
        {
            process.Start();
        }
        catch (Win32Exception e)
        {
            var hint = string.IsNullOrWhiteSpace(plugin.InstallHint) ? "" : $"\n{plugin.InstallHint}";
            throw new KubeConfigException(
                $"Credential plugin '{plugin.Command}' cannot be started: {e.Message}{hint}",
                e
            );
        }
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(TimeLimit))
        {
            process.Kill(entireProcessTree: true);
            throw new KubeConfigException(
                $"Credential plugin '{plugin.Command}' did not end within {TimeLimit.TotalSeconds} s"
            );
        }
        var text = output.GetAwaiter().GetResult();
        if (process.ExitCode != 0)
            throw new KubeConfigException(
                $"Credential plugin '{plugin.Command}' ended with {process.ExitCode}: "
                    + errors.GetAwaiter().GetResult().Trim()
            );
        return ExecCredential.Parse(text, plugin);
    }

    private ProcessStartInfo StartInfo()
    {
        if (string.IsNullOrWhiteSpace(plugin.Command))
            throw new KubeConfigException("A credential plugin needs a command");
        var info = new ProcessStartInfo(Program(plugin.Command))
        {
            RedirectStandardInput = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach (var argument in plugin.Arguments ?? [])
            info.ArgumentList.Add(argument);
        foreach (var variable in plugin.EnvironmentVariables ?? [])
            info.Environment[variable["name"]] = variable["value"];
        info.Environment["KUBERNETES_EXEC_INFO"] = Request().ToJsonString();
        return info;
    }

    private string Program(string command) =>
        command.Contains('/') && !Path.IsPathRooted(command) && kubeconfig is not null
            ? Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Path.GetFullPath(kubeconfig))!, command))
            : command;

    private JsonObject Request()
    {
        var spec = new JsonObject
        {
            ["interactive"] = Environment.UserInteractive && !Console.IsInputRedirected,
        };
        if (plugin.ProvideClusterInfo && cluster is not null)
            spec["cluster"] = new JsonObject
            {
                ["server"] = cluster.Server,
                ["tls-server-name"] = cluster.TlsServerName,
                ["insecure-skip-tls-verify"] = cluster.SkipTlsVerify,
                ["certificate-authority-data"] = cluster.CertificateAuthorityData,
            };
        return new JsonObject
        {
            ["apiVersion"] = plugin.ApiVersion,
            ["kind"] = "ExecCredential",
            ["spec"] = spec,
        };
    }
}
