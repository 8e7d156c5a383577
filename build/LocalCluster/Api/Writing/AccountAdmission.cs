using System.Security.Cryptography;
using System.Text.Json.Nodes;
using LocalCluster.Objects;
using LocalCluster.Resources;
using LocalCluster.Schema;
using LocalCluster.Storage;

namespace LocalCluster.Api.Writing;

/// <summary>
/// Gives new pods what their ServiceAccount brings: the volume with its token, the cluster's certificate and
/// the namespace in every container, and the account's imagePullSecrets (the admission plugin
/// <c>ServiceAccount</c>).
/// </summary>
internal sealed class AccountAdmission(ObjectStore store)
{
    /// <summary>Where programs look for the token.</summary>
    public const string MountPath = "/var/run/secrets/kubernetes.io/serviceaccount";

    private const string VolumePrefix = "kube-api-access-";

    /// <summary>
    /// An hour and seven seconds: the odd number distinguishes these tokens from those requested by
    /// hand.
    /// </summary>
    private const long TokenLife = 3607;

    /// <exception cref="ApiException">403: the account does not exist. The namespace's <c>default</c> is let
    /// pass, since it may be just about to be made.</exception>
    public void Admit(KindDefinition kind, JsonObject pod)
    {
        if (kind.Kind != Kinds.Pod)
            return;
        var (ns, name) = (pod.Namespace() ?? "", pod.Text("spec", "serviceAccountName") ?? "");
        var account = store.Get(ObjectKey.Of(Kinds.ServiceAccount, ns, name))?.Object;
        if (account is null && name != "default")
        {
            throw Refusals.Forbidden(
                kind,
                pod.Name(),
                $"error looking up service account {ns}/{name}: serviceaccount \"{name}\" not found"
            );
        }
        var spec = pod.Child("spec");
        if (IsMounted(spec, account))
            Mount(spec);
        if (
            !spec.Items("imagePullSecrets").Any()
            && account?["imagePullSecrets"] is JsonArray { Count: > 0 } own
        )
            spec["imagePullSecrets"] = own.DeepClone();
    }

    private static bool IsMounted(JsonObject spec, JsonObject? account) =>
        (spec["automountServiceAccountToken"] ?? account?["automountServiceAccountToken"]) is not { } wish
        || wish.GetValue<bool>();

    private static void Mount(JsonObject spec)
    {
        var present = spec.Items("volumes")
            .Select(volume => volume.Text("name") ?? "")
            .FirstOrDefault(name => name.StartsWith(VolumePrefix, StringComparison.Ordinal));
        var name = present
            ?? VolumePrefix + RandomNumberGenerator.GetString("bcdfghjklmnpqrstvwxz2456789", 5);
        var without = spec.Items("initContainers")
            .Concat(spec.Items("containers"))
            .Where(container => container.Items("volumeMounts").All(m => m.Text("mountPath") != MountPath))
            .ToList();
        foreach (var container in without)
        {
            ListOf(container, "volumeMounts")
                .Add(
                    new JsonObject
                    {
                        ["name"] = name,
                        ["readOnly"] = true,
                        ["mountPath"] = MountPath,
                    }
                );
        }
        if (present is null && without.Count > 0)
            ListOf(spec, "volumes").Add(Volume(name));
    }

    private static JsonObject Volume(string name) =>
        new()
        {
            ["name"] = name,
            ["projected"] = new JsonObject
            {
                ["sources"] = new JsonArray(
                    new JsonObject
                    {
                        ["serviceAccountToken"] = new JsonObject
                        {
                            ["expirationSeconds"] = TokenLife,
                            ["path"] = "token",
                        },
                    },
                    new JsonObject
                    {
                        ["configMap"] = new JsonObject
                        {
                            ["name"] = "kube-root-ca.crt",
                            ["items"] = new JsonArray(Pair("key", "ca.crt")),
                        },
                    },
                    new JsonObject
                    {
                        ["downwardAPI"] = new JsonObject { ["items"] = new JsonArray(Namespace()) },
                    }
                ),
                ["defaultMode"] = 420L,
            },
        };

    private static JsonObject Namespace() =>
        new()
        {
            ["path"] = "namespace",
            ["fieldRef"] = new JsonObject { ["apiVersion"] = "v1", ["fieldPath"] = "metadata.namespace" },
        };

    private static JsonObject Pair(string field, string value) => new() { [field] = value, ["path"] = value };

    private static JsonArray ListOf(JsonObject obj, string field)
    {
        if (obj[field] is not JsonArray list)
            obj[field] = list = [];
        return list;
    }
}
