using System.Text;
using Slipway.Kubernetes;
using Slipway.Kubernetes.Connection;
using Slipway.Kubernetes.Errors;
using Slipway.Kubernetes.Objects;
using Slipway.Kubernetes.Watching;
using Slipway.Releases;
using Slipway.Values;

namespace Slipway.Fuzz;

/// <summary>What API servers and credential plugins answer.</summary>
internal static class ClusterSubjects
{
    private static readonly ResourceKind s_pods = new("", "v1", "Pod", "pods", true, ["list"]);
    private static readonly ClusterAddress s_address = new(
        new Uri("https://10.0.0.1:6443"),
        "staging",
        "config"
    );

    public static IReadOnlyList<Subject> All { get; } =
    [
        new("status", bytes =>
            StatusMapping.Exception(ApiStatus.Parse(422, bytes), "apply deployment/movie")
        ),
        new("discovery", bytes => Answer(bytes).Read(DiscoveryDocuments.Root)),
        new("resources", bytes => Answer(bytes).Read(json => DiscoveryDocuments.Resources("apps/v1", json))),
        new("rules", bytes => Answer(bytes).Read(AccessRulesJson.Read)),
        Subject.OfText("watch", Watch, typeof(FormatException)),
        Subject.OfText(
            "exec-credential",
            text => ExecCredential.Parse(text, "client.authentication.k8s.io/v1"),
            typeof(FormatException)
        ),
        Subject.OfText("token", text => CredentialExpiry.OfToken(text)),
        Subject.OfFormat("release", bytes => ReleaseJson.Read(bytes)),
    ];

    public static ApiResponse Answer(byte[] body) =>
        new(200, body, "application/json", null) { Address = s_address, Request = "get something" };

    private static void Watch(string text)
    {
        var known = new WatchedObjects();
        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (known.Told(WatchLine.Parse(line, s_pods)) is { Object: { } pod })
                ObjectSubjects.Read(pod);
        }
    }
}
