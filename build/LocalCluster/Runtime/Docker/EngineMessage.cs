using System.Text.Json;
using System.Text.Json.Nodes;
using Docker.DotNet;
using LocalCluster.Objects;

namespace LocalCluster.Runtime.Docker;

/// <summary>The engine's error message.</summary>
internal static class EngineMessage
{
    public static string Of(DockerApiException refusal)
    {
        try
        {
            return JsonNode.Parse(refusal.ResponseBody).Text("message") ?? refusal.Message;
        }
        catch (JsonException)
        {
            return refusal.Message;
        }
    }
}
