using k8s.Exceptions;
using YamlDotNet.RepresentationModel;

namespace k8s.KubeConfigModels;

/// <summary>Reads kubeconfig YAML. What it does not know it passes over, as kubectl does.</summary>
internal static class KubeconfigReader
{
    public static K8SConfiguration Read(TextReader text)
    {
        var stream = new YamlStream();
        stream.Load(text);
        if (stream.Documents.Count == 0)
            return new K8SConfiguration();
        if (stream.Documents[0].RootNode is not YamlMappingNode root)
            throw new KubeConfigException("A kubeconfig must be a map");
        return new K8SConfiguration
        {
            CurrentContext = Text(root, "current-context") is { Length: > 0 } current ? current : null,
            Contexts = Named(root, "contexts", "context", (name, map) =>
                new Context { Name = name, ContextDetails = Details(map) }
            ),
            Clusters = Named(root, "clusters", "cluster", (name, map) =>
                new Cluster { Name = name, ClusterEndpoint = Endpoint(map) }
            ),
            Users = Named(root, "users", "user", (name, map) =>
                new User { Name = name, UserCredentials = Credentials(map) }
            ),
        };
    }

    private static ContextDetails Details(YamlMappingNode map) =>
        new()
        {
            Cluster = Text(map, "cluster"),
            User = Text(map, "user"),
            Namespace = Text(map, "namespace"),
        };

    private static ClusterEndpoint Endpoint(YamlMappingNode map) =>
        new()
        {
            CertificateAuthority = Text(map, "certificate-authority"),
            CertificateAuthorityData = Text(map, "certificate-authority-data"),
            Server = Text(map, "server"),
            TlsServerName = Text(map, "tls-server-name"),
            SkipTlsVerify = Flag(map, "insecure-skip-tls-verify"),
        };

    private static UserCredentials Credentials(YamlMappingNode map) =>
        new()
        {
            ClientCertificate = Text(map, "client-certificate"),
            ClientCertificateData = Text(map, "client-certificate-data"),
            ClientKey = Text(map, "client-key"),
            ClientKeyData = Text(map, "client-key-data"),
            Token = Text(map, "token"),
            TokenFile = Text(map, "tokenFile"),
            UserName = Text(map, "username"),
            Password = Text(map, "password"),
            ExternalExecution = Child(map, "exec") is YamlMappingNode exec ? Plugin(exec) : null,
        };

    private static ExternalExecution Plugin(YamlMappingNode map) =>
        new()
        {
            ApiVersion = Text(map, "apiVersion"),
            Command = Text(map, "command"),
            Arguments = [.. Items(map, "args").OfType<YamlScalarNode>().Select(a => a.Value ?? "")],
            EnvironmentVariables =
            [
                .. Items(map, "env")
                    .OfType<YamlMappingNode>()
                    .Select(e => new Dictionary<string, string>
                    {
                        ["name"] = Text(e, "name")
                            ?? throw new KubeConfigException("exec.env: an entry has no name"),
                        ["value"] = Text(e, "value") ?? "",
                    }),
            ],
            InstallHint = Text(map, "installHint"),
            ProvideClusterInfo = Flag(map, "provideClusterInfo"),
        };

    private static List<T> Named<T>(
        YamlMappingNode root,
        string list,
        string body,
        Func<string?, YamlMappingNode, T> make
    ) =>
        [
            .. Items(root, list)
                .OfType<YamlMappingNode>()
                .Select(entry => make(Text(entry, "name"), Child(entry, body) as YamlMappingNode ?? [])),
        ];

    private static IEnumerable<YamlNode> Items(YamlMappingNode map, string key) =>
        Child(map, key) is YamlSequenceNode items ? items.Children : [];

    private static bool Flag(YamlMappingNode map, string key) =>
        Text(map, key) is { } text
        && (
            bool.TryParse(text, out var flag)
                ? flag
                : throw new KubeConfigException($"{key}: '{text}' is neither true nor false")
        );

    private static string? Text(YamlMappingNode map, string key) =>
        Child(map, key) is YamlScalarNode { Value: { } text } && text is not ("" or "null" or "~")
            ? text
            : null;

    private static YamlNode? Child(YamlMappingNode map, string key) =>
        map.Children.TryGetValue(new YamlScalarNode(key), out var child) ? child : null;
}
