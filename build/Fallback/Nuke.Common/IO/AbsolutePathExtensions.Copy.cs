namespace Nuke.Common.IO;

public static partial class AbsolutePathExtensions
{
    /// <summary>Copies a file or a whole folder.</summary>
    /// <exception cref="ArgumentException">The source is missing, or the target exists and the policy forbids
    /// it.</exception>
    public static AbsolutePath Copy(
        this AbsolutePath source,
        AbsolutePath target,
        ExistsPolicy policy = ExistsPolicy.Fail,
        Func<AbsolutePath, bool> excludeDirectory = null,
        Func<AbsolutePath, bool> excludeFile = null,
        bool createDirectories = true
    )
    {
        if (source.FileExists())
            return Place(source, target, policy, createDirectories, () =>
                File.Copy(source, target, overwrite: true)
            );
        Assert.DirectoryExists(source);
        Assert.True(!source.Contains(target), $"Folder '{target}' lies within '{source}'");
        Assert.True(
            !target.DirectoryExists() || policy.HasFlag(ExistsPolicy.DirectoryMerge),
            $"Folder '{target}' exists already"
        );

        target.CreateDirectory();
        foreach (var file in source.GetFiles().Where(x => excludeFile?.Invoke(x) is not true).ToList())
            file.Copy(target / file.Name, policy);
        foreach (
            var directory in source
                .GetDirectories()
                .Where(x => excludeDirectory?.Invoke(x) is not true)
                .ToList()
        )
            directory.Copy(target / directory.Name, policy, excludeDirectory, excludeFile);
        return target;
    }

    public static AbsolutePath CopyToDirectory(
        this AbsolutePath source,
        AbsolutePath target,
        ExistsPolicy policy = ExistsPolicy.Fail,
        Func<AbsolutePath, bool> excludeDirectory = null,
        Func<AbsolutePath, bool> excludeFile = null,
        bool createDirectories = true
    ) => source.Copy(target / source.Name, policy, excludeDirectory, excludeFile, createDirectories);

    /// <summary>Moves a file or a whole folder.</summary>
    /// <param name="deleteRemainingFiles">Removes what the policy left behind in the source.</param>
    public static AbsolutePath Move(
        this AbsolutePath source,
        AbsolutePath target,
        ExistsPolicy policy = ExistsPolicy.Fail,
        bool createDirectories = true,
        bool deleteRemainingFiles = false
    )
    {
        if (source.FileExists())
        {
            Place(source, target, policy, createDirectories, () =>
                File.Move(source, target, overwrite: true)
            );
            if (deleteRemainingFiles)
                source.DeleteFile();
            return target;
        }

        Assert.DirectoryExists(source);
        if (!target.DirectoryExists())
        {
            if (createDirectories)
                target.Parent.CreateDirectory();
            Directory.Move(source, target);
            return target;
        }

        Assert.True(policy.HasFlag(ExistsPolicy.DirectoryMerge), $"Folder '{target}' exists already");
        foreach (var entry in source.GetFiles().Concat(source.GetDirectories()).ToList())
            entry.Move(target / entry.Name, policy, createDirectories, deleteRemainingFiles);
        if (deleteRemainingFiles || !Directory.EnumerateFileSystemEntries(source).Any())
            source.DeleteDirectory();
        return target;
    }

    public static AbsolutePath Move(
        this AbsolutePath source,
        Func<AbsolutePath, AbsolutePath> newPath,
        ExistsPolicy policy = ExistsPolicy.Fail,
        bool createDirectories = true
    ) => source.Move(newPath(source), policy, createDirectories);

    public static AbsolutePath MoveToDirectory(
        this AbsolutePath source,
        AbsolutePath target,
        ExistsPolicy policy = ExistsPolicy.Fail,
        bool createDirectories = true
    ) => source.Move(target / source.Name, policy, createDirectories);

    public static AbsolutePath Rename(
        this AbsolutePath source,
        string newName,
        ExistsPolicy policy = ExistsPolicy.Fail
    ) => source.Move(source.Parent / newName, policy);

    public static AbsolutePath Rename(
        this AbsolutePath source,
        Func<AbsolutePath, string> newName,
        ExistsPolicy policy = ExistsPolicy.Fail
    ) => source.Rename(newName(source), policy);

    public static AbsolutePath RenameWithoutExtension(
        this AbsolutePath source,
        string newName,
        ExistsPolicy policy = ExistsPolicy.Fail
    ) => source.Rename(newName + source.Extension, policy);

    public static AbsolutePath RenameWithoutExtension(
        this AbsolutePath source,
        Func<AbsolutePath, string> newName,
        ExistsPolicy policy = ExistsPolicy.Fail
    ) => source.RenameWithoutExtension(newName(source), policy);

    private static AbsolutePath Place(
        AbsolutePath source,
        AbsolutePath target,
        ExistsPolicy policy,
        bool createDirectories,
        Action place
    )
    {
        if (createDirectories)
            target.Parent.CreateDirectory();
        var skipped =
            target.FileExists()
            && (
                policy.HasFlag(ExistsPolicy.FileSkip)
                || (
                    policy.HasFlag(ExistsPolicy.FileOverwriteIfNewer)
                    && source.GetLastWriteTimeUtc() <= target.GetLastWriteTimeUtc()
                )
            );
        if (skipped)
            return target;
        Assert.True(
            !target.FileExists()
                || (policy & (ExistsPolicy.FileOverwrite | ExistsPolicy.FileOverwriteIfNewer)) != 0,
            $"File '{target}' exists already"
        );
        place();
        return target;
    }
}
