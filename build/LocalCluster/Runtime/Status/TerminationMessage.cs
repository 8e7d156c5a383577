using System.Text;
using System.Text.Json.Nodes;
using LocalCluster.Objects;
using LocalCluster.Runtime.Containers;

namespace LocalCluster.Runtime.Status;

/// <summary>
/// The last words of a container for its status (core/v1 Container, <c>terminationMessagePath</c> and
/// <c>terminationMessagePolicy</c>), with the limits of the kubelet.
/// </summary>
internal static class TerminationMessage
{
    private const int MostOfContainer = 4096;
    private const int MostOfPod = 12 << 10;
    private const int LogLines = 80;
    private const int LogBytes = 2048;

    /// <summary>
    /// What the program wrote into its message file, else, where the pod wants that and it failed, the end of
    /// its log; null for nothing.
    /// </summary>
    public static string? Of(JsonObject pod, JsonObject container, IRunningContainer ended, int exitCode)
    {
        var message = Written(ended.MessageFile);
        var isLogWanted =
            exitCode != 0 && container.Text("terminationMessagePolicy") == "FallbackToLogsOnError";
        if (message.Length == 0 && isLogWanted)
            message = ended.LastOutput(LogLines, LogBytes);
        var containers = pod.Items("spec", "containers").Concat(pod.Items("spec", "initContainers")).Count();
        return Cut(message, Math.Min(MostOfContainer, MostOfPod / Math.Max(containers, 1)));
    }

    /// <summary>The end of the file; empty for one that is missing or no plain file.</summary>
    private static string Written(string? path)
    {
        if (path is null || new FileInfo(path) is not { Exists: true, LinkTarget: null, Length: > 0 })
            return "";
        try
        {
            using var file = File.OpenRead(path);
            file.Seek(-Math.Min(file.Length, MostOfContainer), SeekOrigin.End);
            var content = new byte[MostOfContainer];
            return Encoding.UTF8.GetString(content, 0, file.ReadAtLeast(content, content.Length, false));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return $"Error on reading termination log {path}: {e.Message}";
        }
    }

    private static string? Cut(string message, int most)
    {
        var bytes = Encoding.UTF8.GetBytes(message);
        return bytes.Length == 0 ? null
            : bytes.Length <= most ? message
            : Encoding.UTF8.GetString(bytes, 0, most);
    }
}
