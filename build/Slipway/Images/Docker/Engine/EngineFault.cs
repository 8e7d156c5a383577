using System.Text.Json;
using System.Text.Json.Nodes;
using Docker.DotNet;
using Slipway.Values;

namespace Slipway.Images.Docker.Engine;

/// <summary>The faults of an engine.</summary>
internal static class EngineFault
{
    /// <summary>Whether it answered with an error, not at all, or not to the end.</summary>
    public static bool Is(Exception e) => e is DockerApiException or HttpRequestException or IOException;

    /// <summary>What it says of a request that it refused (Docker Engine API, ErrorResponse).</summary>
    public static string Words(Exception e)
    {
        try
        {
            return e is DockerApiException { ResponseBody.Length: > 0 } answer
                ? UntrustedJson.Parse(answer.ResponseBody, "it").Text("message") ?? e.Message
                : e.GetBaseException().Message;
        }
        catch (FormatException)
        {
            return e.Message;
        }
    }
}
