using System.Globalization;
using System.Text.Json.Nodes;

namespace LocalCluster.Api.Http.Streams;

/// <summary>How a program ended, as the kubelet says it on the status channel. Pure.</summary>
internal static class ProgramStatus
{
    /// <summary>It ended with an exit code.</summary>
    public static JsonObject Exit(int code)
    {
        if (code == 0)
            return new JsonObject { ["metadata"] = new JsonObject(), ["status"] = "Success" };
        var number = code.ToString(CultureInfo.InvariantCulture);
        return new JsonObject
        {
            ["metadata"] = new JsonObject(),
            ["status"] = "Failure",
            ["message"] =
                "command terminated with non-zero exit code: error executing command: "
                + $"command terminated with exit code {number}",
            ["reason"] = "NonZeroExitCode",
            ["details"] = Causes(new JsonObject { ["reason"] = "ExitCode", ["message"] = number }),
        };
    }

    /// <summary>It could not be run.</summary>
    public static JsonObject NotRun(string why)
    {
        var message = $"error executing command in container: {why}";
        return new JsonObject
        {
            ["metadata"] = new JsonObject(),
            ["status"] = "Failure",
            ["message"] = $"Internal error occurred: {message}",
            ["reason"] = "InternalError",
            ["details"] = Causes(new JsonObject { ["message"] = message }),
            ["code"] = 500,
        };
    }

    private static JsonObject Causes(JsonObject cause) => new() { ["causes"] = new JsonArray(cause) };
}
