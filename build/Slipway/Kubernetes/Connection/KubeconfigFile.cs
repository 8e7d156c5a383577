using k8s.Exceptions;
using k8s.KubeConfigModels;
using Slipway.Yaml;

namespace Slipway.Kubernetes.Connection;

/// <summary>
/// Reads a kubeconfig (kubernetes.io, kubeconfig v1) into KubernetesClient's own types. Its <c>LoadKubeConfig</c>
/// compiles a serializer for all of them at each start, which costs half a second, and drops <c>tokenFile</c>.
/// Unknown keys are ignored, as kubectl does.
/// </summary>
internal static class KubeconfigFile
{
    /// <summary>Reads a file.</summary>
    /// <exception cref="KubeConfigException">It is not YAML, or a value is of the wrong kind.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static K8SConfiguration Read(string file)
    {
        var config = Parse(File.ReadAllText(file), file);
        config.FileName = file;
        return config;
    }

    /// <summary>Reads a text. Relative paths in it are relative to the working directory.</summary>
    /// <param name="text">The text.</param>
    /// <param name="where">Where it comes from, for errors.</param>
    /// <exception cref="KubeConfigException">It is not YAML, or a value is of the wrong kind.</exception>
    public static K8SConfiguration Parse(string text, string where)
    {
        var mistakes = new ValidationErrors(where);
        var root = new YamlFields(YamlReader.Read(text, mistakes).Entries(), mistakes);
        var config = new K8SConfiguration
        {
            CurrentContext = root.Text("current-context"),
            Contexts =
            [
                .. root.Maps("contexts")
                    .Select(c => new Context
                    {
                        Name = c.Text("name"),
                        ContextDetails = Details(c.Map("context")),
                    }),
            ],
            Clusters =
            [
                .. root.Maps("clusters")
                    .Select(c => new k8s.KubeConfigModels.Cluster
                    {
                        Name = c.Text("name"),
                        ClusterEndpoint = Endpoint(c.Map("cluster")),
                    }),
            ],
            Users =
            [
                .. root.Maps("users")
                    .Select(u => new User { Name = u.Text("name"), UserCredentials = User(u.Map("user")) }),
            ],
        };
        var lines = mistakes.Lines();
        return lines.Count == 0 ? config : throw new KubeConfigException(string.Join('\n', lines));
    }

    private static ContextDetails Details(YamlFields context) =>
        new()
        {
            Cluster = context.Text("cluster"),
            User = context.Text("user"),
            Namespace = context.Text("namespace"),
        };

    private static ClusterEndpoint Endpoint(YamlFields cluster) =>
        new()
        {
            Server = cluster.Text("server"),
            CertificateAuthority = cluster.Text("certificate-authority"),
            CertificateAuthorityData = cluster.Text("certificate-authority-data"),
            TlsServerName = cluster.Text("tls-server-name"),
            SkipTlsVerify = cluster.Flag("insecure-skip-tls-verify"),
        };

    private static KubeconfigUser User(YamlFields user) =>
        new()
        {
            ClientCertificate = user.Text("client-certificate"),
            ClientCertificateData = user.Text("client-certificate-data"),
            ClientKey = user.Text("client-key"),
            ClientKeyData = user.Text("client-key-data"),
            Token = user.Text("token"),
            TokenFile = user.Text("tokenFile"),
            UserName = user.Text("username"),
            Password = user.Text("password"),
            ExternalExecution = user.Has("exec") ? Plugin(user.Map("exec")) : null,
        };

    private static ExternalExecution Plugin(YamlFields exec) =>
        new()
        {
            ApiVersion = exec.Text("apiVersion"),
            Command = exec.Text("command"),
            Arguments = [.. exec.Texts("args")],
            EnvironmentVariables =
            [
                .. exec.Maps("env")
                    .Select(e => new Dictionary<string, string>
                    {
                        ["name"] = e.Text("name") ?? "",
                        ["value"] = e.Text("value") ?? "",
                    }),
            ],
            InstallHint = exec.Text("installHint"),
            ProvideClusterInfo = exec.Flag("provideClusterInfo"),
        };
}
