using System.Text.Json.Nodes;
using LocalCluster.Api.Http.Messages;
using LocalCluster.Objects;
using LocalCluster.Resources;
using LocalCluster.Schema.ServedKinds;
using Microsoft.AspNetCore.Http;

namespace LocalCluster.Api.Http;

/// <summary>Discovery: <c>/version</c>, <c>/api</c>, <c>/apis</c> and below.</summary>
internal sealed class DiscoveryHandler(KindRegistry kinds, string serverAddress)
{
    /// <summary>Answers if the path is one of discovery.</summary>
    public async Task<bool> TryAnswerAsync(HttpContext context)
    {
        var path = context.Request.Path.Value!.Trim('/');
        var answer = path switch
        {
            "version" => Version(),
            "api" => AggregatedDiscovery.Wanted(context.Request) is { } v
                ? AggregatedDiscovery.Write(Served(), true, v)
                : Api(),
            "apis" => AggregatedDiscovery.Wanted(context.Request) is { } v
                ? AggregatedDiscovery.Write(Served(), false, v)
                : Apis(),
            _ => path.Split('/') switch
            {
                ["api", "v1"] => Resources("", "v1"),
                ["apis", var group] => Group(group),
                ["apis", var group, var version] => Resources(group, version),
                _ => null,
            },
        };
        if (answer is null)
            return false;
        context.Response.Headers.Vary = "Accept";
        if (answer["kind"].Text() != "APIGroupDiscoveryList")
        {
            await Answers.JsonAsync(context, 200, answer);
            return true;
        }
        var form = answer.Text("apiVersion")!.Split('/')[1];
        await Answers.BytesAsync(
            context,
            200,
            JsonText.Bytes(answer),
            $"application/json;g=apidiscovery.k8s.io;v={form};as=APIGroupDiscoveryList"
        );
        return true;
    }

    private IEnumerable<ServedResource> Served() =>
        GroupOrder.Sort(kinds.All.SelectMany(ServedResource.Of).Concat(ServedResource.Virtual));

    private static JsonObject Version() =>
        new()
        {
            ["major"] = "1",
            ["minor"] = "32",
            ["gitVersion"] = ServerVersion.Text,
            ["gitCommit"] = "",
            ["gitTreeState"] = "clean",
            ["buildDate"] = "2025-01-01T00:00:00Z",
            ["goVersion"] = "",
            ["compiler"] = "",
            ["platform"] = ServerVersion.Platform,
        };

    private JsonObject Api() =>
        new()
        {
            ["kind"] = "APIVersions",
            ["versions"] = new JsonArray("v1"),
            ["serverAddressByClientCIDRs"] = new JsonArray(
                new JsonObject { ["clientCIDR"] = "0.0.0.0/0", ["serverAddress"] = serverAddress }
            ),
        };

    private JsonObject Apis() =>
        new()
        {
            ["kind"] = "APIGroupList",
            ["apiVersion"] = "v1",
            ["groups"] = new JsonArray([
                .. Served()
                    .Select(s => s.Group)
                    .Where(g => g.Length > 0)
                    .Distinct()
                    .Select(JsonNode (g) => GroupEntry(g)),
            ]),
        };

    private JsonObject? Group(string group)
    {
        if (Served().All(s => s.Group != group) || group.Length == 0)
            return null;
        var entry = GroupEntry(group);
        entry.Insert(0, "apiVersion", "v1");
        entry.Insert(0, "kind", "APIGroup");
        return entry;
    }

    private JsonObject GroupEntry(string group)
    {
        var versions = Served()
            .Where(s => s.Group == group)
            .Select(s => s.Version)
            .Distinct()
            .OrderByDescending(v => v, ApiVersionOrder.Instance)
            .Select(v => new JsonObject { ["groupVersion"] = $"{group}/{v}", ["version"] = v })
            .ToList();
        return new JsonObject
        {
            ["name"] = group,
            ["versions"] = new JsonArray([.. versions]),
            ["preferredVersion"] = versions[0].DeepClone(),
        };
    }

    private JsonObject? Resources(string group, string version)
    {
        var served = Served().Where(s => s.Group == group && s.Version == version).ToList();
        return served.Count == 0
            ? null
            : new JsonObject
            {
                ["kind"] = "APIResourceList",
                ["apiVersion"] = "v1",
                ["groupVersion"] = group.Length == 0 ? version : $"{group}/{version}",
                ["resources"] = new JsonArray([.. served.Select(JsonNode (s) => s.Entry())]),
            };
    }
}
