using Slipway.Processes;
using Slipway.Values;

namespace Slipway.Targets.Workspaces;

/// <summary>The folder for temporary files, before anything needs it.</summary>
internal static class TemporaryFiles
{
    /// <summary>
    /// The folder of <see cref="TransientFolder"/> below that for temporary files.
    /// </summary>
    public static string Transient(string temporary) => Path.Combine(temporary, "transient");

    /// <summary>Deletes what killed commands left there, and tries to write.</summary>
    /// <param name="temporary">The folder, <c>.nuke/temp</c>.</param>
    /// <returns>Why it cannot be written; null if it can.</returns>
    public static Refusal? Prepare(string temporary)
    {
        try
        {
            TransientFolder.DeleteAbandoned(Transient(temporary));
            using var folder = TransientFolder.In(Transient(temporary));
            File.WriteAllBytes(folder.NewFile(), new byte[4096]);
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return (Refusal?)DiskRefusal.For(e, temporary) ?? new TemporaryFilesRefusal(e.Message, temporary);
        }
    }

    private sealed class TemporaryFilesRefusal(string why, string where)
        : Refusal(
            $"The folder for temporary files cannot be used: {why}",
            where,
            "Remove what is in its place, or what is wrong with it, and run the command again."
        );
}
