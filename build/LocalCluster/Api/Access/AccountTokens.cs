using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using LocalCluster.Objects;
using LocalCluster.Resources;
using LocalCluster.Schema;
using LocalCluster.Storage;

namespace LocalCluster.Api.Access;

/// <summary>
/// The tokens of ServiceAccounts: JSON Web Tokens (RFC 7519) signed with ES256. One holds until it expires or
/// its account is deleted, even if another account of the same name is made. One that is bound to a pod ends
/// with the pod too.
/// </summary>
internal sealed class AccountTokens(ECDsa key, ObjectStore store, TimeProvider time)
{
    /// <summary>Who writes the tokens, and for whom they are unless they say otherwise.</summary>
    public const string Issuer = "https://kubernetes.default.svc";
    private const string Claims = "kubernetes.io";
    private readonly Lock _gate = new();

    /// <summary>A new token.</summary>
    /// <param name="account">The ServiceAccount.</param>
    /// <param name="audiences">The intended audiences; the API server by default.</param>
    /// <param name="expires">When it ends.</param>
    /// <param name="pod">The pod that it is bound to: it holds no longer than the pod is there.</param>
    public string Issue(
        JsonObject account,
        IReadOnlyList<string> audiences,
        DateTimeOffset expires,
        JsonObject? pod = null
    )
    {
        var now = time.GetUtcNow().ToUnixTimeSeconds();
        var head = new JsonObject { ["alg"] = "ES256", ["typ"] = "JWT" };
        var body = new JsonObject
        {
            ["iss"] = Issuer,
            ["sub"] = User.Account(account.Namespace() ?? "", account.Name()).Name,
            ["aud"] = new JsonArray([.. audiences.DefaultIfEmpty(Issuer).Select(JsonNode (a) => a)]),
            ["iat"] = now,
            ["nbf"] = now,
            ["exp"] = expires.ToUnixTimeSeconds(),
            ["jti"] = Guid.NewGuid().ToString(),
            [Claims] = new JsonObject
            {
                ["namespace"] = account.Namespace(),
                ["serviceaccount"] = new JsonObject { ["name"] = account.Name(), ["uid"] = account.Uid() },
            },
        };
        if (pod is not null)
            body[Claims]!["pod"] = new JsonObject { ["name"] = pod.Name(), ["uid"] = pod.Uid() };
        var signed = $"{Encode(head)}.{Encode(body)}";
        lock (_gate)
        {
            var signature = key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256);
            return $"{signed}.{Base64Url.EncodeToString(signature)}";
        }
    }

    /// <summary>The account of a token; null if the API server does not accept it.</summary>
    public User? Verify(string token) => Verify(token, [Issuer]);

    /// <summary>
    /// The account of a token; null unless it is from this cluster and valid now for one of the audiences.
    /// </summary>
    public User? Verify(string token, IReadOnlyCollection<string> audiences)
    {
        if (
            token.Split('.') is not [var head, var body, var signature]
            || !Base64Url.IsValid(signature)
            || !IsSigned($"{head}.{body}", Base64Url.DecodeFromChars(signature))
        )
            return null;
        // What bears the cluster's own signature is what it wrote itself.
        var claims = JsonNode.Parse(Base64Url.DecodeFromChars(body));
        var (ns, account) = (claims.Text(Claims, "namespace") ?? "", claims.Object(Claims, "serviceaccount"));
        var name = account.Text("name") ?? "";
        var isTimely = claims.Number("exp") > time.GetUtcNow().ToUnixTimeSeconds();
        var isForUs = claims.Strings("aud").Any(audiences.Contains);
        return
            isTimely
            && isForUs
            && Exists(Kinds.ServiceAccount, ns, account)
            && (claims.Object(Claims, "pod") is not { } pod || Exists(Kinds.Pod, ns, pod))
            ? User.Account(ns, name)
            : null;
    }

    private bool Exists(ResourceKind kind, string ns, JsonObject? claim) =>
        store.Get(ObjectKey.Of(kind, ns, claim.Text("name") ?? ""))?.Object.Uid() == claim.Text("uid");

    private bool IsSigned(string text, byte[] signature)
    {
        lock (_gate)
            return key.VerifyData(Encoding.UTF8.GetBytes(text), signature, HashAlgorithmName.SHA256);
    }

    private static string Encode(JsonObject part) =>
        Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(part));
}
