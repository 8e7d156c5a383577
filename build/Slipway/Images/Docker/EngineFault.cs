using System.Text.Json;
using System.Text.Json.Nodes;
using Docker.DotNet;

namespace Slipway.Images.Docker;

/// <summary>What an engine says of a request that it refused (Docker Engine API, ErrorResponse).</summary>
internal static class EngineFault
{
    public static string Words(Exception e)
    {
        try
        {
            return e is DockerApiException { ResponseBody.Length: > 0 } answer
                ? JsonNode.Parse(answer.ResponseBody)?["message"]?.GetValue<string>() ?? e.Message
                : e.GetBaseException().Message;
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            return e.Message;
        }
    }
}
