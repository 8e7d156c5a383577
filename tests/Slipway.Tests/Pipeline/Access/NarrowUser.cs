using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Slipway.Kubernetes;
using Slipway.Tests.Kubernetes;
using Slipway.Values;

namespace Slipway.Tests.Pipeline.Access;

/// <summary>A ServiceAccount whose rights in its namespace are those of one Role.</summary>
internal sealed class NarrowUser : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private NarrowUser(Cluster cluster, string ns, string kubeconfig) =>
        (Admin, Namespace, Kubeconfig) = (cluster, ns, _folder.Write("config", kubeconfig));

    /// <summary>The cluster as its administrator.</summary>
    public Cluster Admin { get; }

    public string Namespace { get; }

    /// <summary>The user's own kubeconfig.</summary>
    public string Kubeconfig { get; }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>Makes a namespace and a user without rights.</summary>
    public static async Task<NarrowUser> MakeAsync(RunningCluster running)
    {
        var admin = await running.ConnectAsync();
        var ns = await RunningCluster.NamespaceAsync(admin);
        await admin.CreateAsync(Of("v1", "ServiceAccount", ns, []), Stop);
        await admin.CreateAsync(Of("rbac.authorization.k8s.io/v1", "Role", ns, []), Stop);
        await admin.CreateAsync(
            Of(
                "rbac.authorization.k8s.io/v1",
                "RoleBinding",
                ns,
                new JsonObject
                {
                    ["roleRef"] = new JsonObject
                    {
                        ["apiGroup"] = "rbac.authorization.k8s.io",
                        ["kind"] = "Role",
                        ["name"] = "narrow",
                    },
                    ["subjects"] = new JsonArray(
                        new JsonObject
                        {
                            ["kind"] = "ServiceAccount",
                            ["name"] = "narrow",
                            ["namespace"] = ns,
                        }
                    ),
                }
            ),
            Stop
        );
        var text = await File.ReadAllTextAsync(running.Kubeconfig, Stop);
        var old = Regex.Match(text, @"token: (\S+)").Groups[1].Value;
        return new NarrowUser(admin, ns, text.Replace(old, await TokenAsync(admin, old, ns)));
    }

    /// <summary>Gives the user exactly these rights.</summary>
    public Task GrantAsync(params IEnumerable<AccessReview> rights) =>
        Admin.ApplyAsync(
            Of(
                "rbac.authorization.k8s.io/v1",
                "Role",
                Namespace,
                new JsonObject { ["rules"] = new JsonArray([.. rights.Select(Rule)]) }
            ),
            new ApplyOptions(Force: true),
            Stop
        );

    /// <summary>Gives the user exactly these rights outside namespaces.</summary>
    public async Task GrantClusterAsync(params IEnumerable<AccessReview> rights)
    {
        const string Group = "rbac.authorization.k8s.io";
        var rules = new JsonObject { ["rules"] = new JsonArray([.. rights.Select(Rule)]) };
        var role = new JsonObject
        {
            ["apiGroup"] = Group,
            ["kind"] = "ClusterRole",
            ["name"] = Namespace,
        };
        var account = new JsonObject
        {
            ["kind"] = "ServiceAccount",
            ["name"] = "narrow",
            ["namespace"] = Namespace,
        };
        var binding = new JsonObject { ["roleRef"] = role, ["subjects"] = new JsonArray(account) };
        foreach (var (kind, more) in new[] { ("ClusterRole", rules), ("ClusterRoleBinding", binding) })
        {
            more["apiVersion"] = $"{Group}/v1";
            more["kind"] = kind;
            more["metadata"] = new JsonObject { ["name"] = Namespace };
            await Admin.ApplyAsync(KubeObject.From(more), new ApplyOptions(Force: true), Stop);
        }
    }

    /// <summary>The cluster as this user.</summary>
    public Task<Cluster> ConnectAsync(TimeProvider time) =>
        Cluster.ConnectAsync(Kubeconfig, null, RunningCluster.Patience, time, new CollectingReporter(), Stop);

    public void Dispose()
    {
        Admin.Dispose();
        _folder.Dispose();
    }

    private static JsonNode Rule(AccessReview right)
    {
        var rule = new JsonObject
        {
            ["apiGroups"] = new JsonArray(right.Group),
            ["resources"] = new JsonArray(
                right.Resource + (right.Subresource is { } subresource ? $"/{subresource}" : "")
            ),
            ["verbs"] = new JsonArray(right.Verb),
        };
        if (right.Name is not null)
            rule["resourceNames"] = new JsonArray(right.Name);
        return rule;
    }

    private static KubeObject Of(string apiVersion, string kind, string ns, JsonObject more)
    {
        more["apiVersion"] = apiVersion;
        more["kind"] = kind;
        more["metadata"] = new JsonObject { ["name"] = "narrow", ["namespace"] = ns };
        return KubeObject.From(more);
    }

    private static async Task<string> TokenAsync(Cluster admin, string token, string ns)
    {
        using var http = new HttpClient(
            new SocketsHttpHandler
            {
                UseProxy = false,
                SslOptions = { RemoteCertificateValidationCallback = (_, _, _, _) => true },
            }
        );
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        var answer = await http.PostAsJsonAsync(
            new Uri(admin.Address.Server, $"/api/v1/namespaces/{ns}/serviceaccounts/narrow/token"),
            new JsonObject
            {
                ["apiVersion"] = "authentication.k8s.io/v1",
                ["kind"] = "TokenRequest",
                ["spec"] = new JsonObject(),
            },
            Stop
        );
        var made = await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonObject>(Stop);
        return (string)made!["status"]!["token"]!;
    }
}
