namespace Nuke.Common.IO;

/// <summary>What happens where the target of a copy or move exists already.</summary>
[Flags]
public enum ExistsPolicy
{
    DirectoryFail = 1,
    DirectoryMerge = 2,
    FileFail = 4,
    Fail = DirectoryFail | FileFail,
    FileSkip = 8,
    MergeAndSkip = DirectoryMerge | FileSkip,
    FileOverwrite = 16,
    MergeAndOverwrite = DirectoryMerge | FileOverwrite,
    FileOverwriteIfNewer = 32,
    MergeAndOverwriteIfNewer = DirectoryMerge | FileOverwriteIfNewer,
}
