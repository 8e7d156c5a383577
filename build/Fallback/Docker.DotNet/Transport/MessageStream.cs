using System.Text.Json;
using Docker.DotNet.Models;

namespace Docker.DotNet.Transport;

/// <summary>
/// The engine's progress messages: JSON objects, one a line, each as soon as something happens.
/// </summary>
internal static class MessageStream
{
    public static async Task ReportAsync(
        Stream stream,
        IProgress<JSONMessage> progress,
        CancellationToken cancellation
    )
    {
        using var reader = new StreamReader(stream);
        while (await reader.ReadLineAsync(cancellation) is { } line)
        {
            if (line.Length > 0)
                progress.Report(JsonSerializer.Deserialize(line, ModelsJson.Default.JSONMessage)!);
        }
    }
}
