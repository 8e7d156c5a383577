using System.Text.Json.Nodes;
using LocalCluster.Api.Access;
using LocalCluster.Api.Http.Messages;
using LocalCluster.Api.Http.Protobuf;
using LocalCluster.Objects;
using LocalCluster.Resources;
using LocalCluster.Schema;
using LocalCluster.Schema.ServedKinds;
using LocalCluster.Storage;
using Microsoft.AspNetCore.Http;

namespace LocalCluster.Api.Http.Subresources;

/// <summary>
/// Answers <c>serviceaccounts/NAME/token</c> with a new token (authentication.k8s.io/v1 TokenRequest).
/// </summary>
internal sealed class TokenHandler(
    ObjectStore store,
    AccountTokens tokens,
    ProtobufBody protobuf,
    KindRegistry kinds,
    TimeProvider time
)
{
    private const long Usual = 3600;
    private const long Shortest = 600;
    private const long Longest = 1L << 32;

    public async Task CreateAsync(HttpContext context, KindDefinition kind, ObjectKey key)
    {
        var account = store.Get(key)?.Object ?? throw Refusals.NotFound(kind, key.Name);
        var schema = kinds.BuiltIn.Type("io.k8s.api.authentication.v1.TokenRequest");
        var request = await Bodies.QuestionAsync(context, schema, protobuf);
        var seconds = request.Number("spec", "expirationSeconds") ?? Usual;
        if (seconds is < Shortest or > Longest)
        {
            throw Refusals.Invalid(
                "authentication.k8s.io",
                "TokenRequest",
                key.Name,
                [
                    FieldError.Invalid(
                        "spec.expirationSeconds",
                        seconds,
                        seconds < Shortest
                            ? "may not specify a duration less than 10 minutes"
                            : "may not specify a duration larger than 2^32 seconds"
                    ),
                ]
            );
        }
        var expires = time.GetUtcNow().AddSeconds(seconds);
        var token = tokens.Issue(account, [.. request.Strings("spec", "audiences")], expires);
        await Answers.JsonAsync(
            context,
            201,
            new JsonObject
            {
                ["kind"] = "TokenRequest",
                ["apiVersion"] = "authentication.k8s.io/v1",
                ["metadata"] = new JsonObject
                {
                    ["name"] = key.Name,
                    ["namespace"] = key.Namespace,
                    ["creationTimestamp"] = Timestamps.Seconds(time),
                },
                ["spec"] = new JsonObject
                {
                    ["audiences"] = request.At("spec", "audiences")?.DeepClone(),
                    ["expirationSeconds"] = seconds,
                },
                ["status"] = new JsonObject
                {
                    ["token"] = token,
                    ["expirationTimestamp"] = Timestamps.Seconds(expires),
                },
            }
        );
    }
}
