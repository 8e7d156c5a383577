using Slipway.Processes;

namespace Slipway.Services.Templates;

/// <summary>Adds folders to a repository and changes files in it: all of that, or none.</summary>
internal sealed class FileTransaction(string repositoryRoot, string temporary)
{
    /// <summary>Prepares everything beside the repository's files, then moves it into place.</summary>
    /// <param name="plan">What is written.</param>
    /// <param name="folders">The folders that are new, which hold every created file.</param>
    public void Write(ServicePlan plan, IReadOnlyList<string> folders)
    {
        using var transient = TransientFolder.In(temporary);
        var prepared = transient.Path;
        var undo = new Stack<Action>();
        try
        {
            foreach (var file in plan.Created.Concat(plan.Changed))
            {
                var path = Path.Combine(prepared, file.Path);
                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                File.WriteAllText(path, file.Text);
            }
            foreach (var folder in folders)
                Move(Path.Combine(prepared, folder), Path.Combine(repositoryRoot, folder), undo);
            foreach (var file in plan.Changed)
                Replace(Path.Combine(prepared, file.Path), Path.Combine(repositoryRoot, file.Path), undo);
        }
        catch
        {
            while (undo.TryPop(out var step))
                step();
            throw;
        }
    }

    private static void Move(string from, string to, Stack<Action> undo)
    {
        var missing = Path.GetDirectoryName(to)!;
        while (!Directory.Exists(Path.GetDirectoryName(missing)))
            missing = Path.GetDirectoryName(missing)!;
        if (!Directory.Exists(missing))
            undo.Push(() => Directory.Delete(missing, recursive: true));
        Directory.CreateDirectory(Path.GetDirectoryName(to)!);
        Directory.Move(from, to);
        undo.Push(() => Directory.Delete(to, recursive: true));
    }

    private static void Replace(string from, string to, Stack<Action> undo)
    {
        var before = File.ReadAllBytes(to);
        undo.Push(() => File.WriteAllBytes(to, before));
        File.Move(from, to, overwrite: true);
    }
}
