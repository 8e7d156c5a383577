using System.Text;

namespace Nuke.Common.IO;

/// <summary>Reads, writes and deletes files and folders.</summary>
public static class AbsolutePathExtensions
{
    /// <summary>UTF-8 without a byte order mark.</summary>
    public static Encoding DefaultEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);

    /// <summary>Whether <see cref="WriteAllText"/> ends a file with a line break.</summary>
    public static bool DefaultEofLineBreak = true;

    /// <summary>Whether it is a file.</summary>
    public static bool FileExists(this AbsolutePath path) => File.Exists(path);

    /// <summary>Whether it is a folder.</summary>
    public static bool DirectoryExists(this AbsolutePath path) => Directory.Exists(path);

    /// <summary>The text of a file.</summary>
    public static string ReadAllText(this AbsolutePath path, Encoding encoding = null) =>
        File.ReadAllText(path, encoding ?? DefaultEncoding);

    /// <summary>Writes a file and creates its folder. Adds a final line break unless switched off.</summary>
    public static AbsolutePath WriteAllText(
        this AbsolutePath path,
        string content,
        Encoding encoding = null,
        bool? eofLineBreak = null
    )
    {
        if ((eofLineBreak ?? DefaultEofLineBreak) && !content.EndsWith('\n'))
            content += content.Contains("\r\n") ? "\r\n" : Environment.NewLine;
        path.Parent.CreateDirectory();
        File.WriteAllText(path, content, encoding ?? DefaultEncoding);
        return path;
    }

    /// <summary>Creates a folder and its parents if they are missing.</summary>
    public static AbsolutePath CreateDirectory(this AbsolutePath path)
    {
        Directory.CreateDirectory(path);
        return path;
    }

    /// <summary>Creates a folder, or removes everything in it.</summary>
    public static AbsolutePath CreateOrCleanDirectory(this AbsolutePath path)
    {
        path.DeleteDirectory();
        return path.CreateDirectory();
    }

    /// <summary>Deletes a folder with its contents. Links are deleted, not followed.</summary>
    public static void DeleteDirectory(this AbsolutePath path)
    {
        if (path.DirectoryExists())
            Directory.Delete(path, recursive: new DirectoryInfo(path).LinkTarget == null);
    }

    /// <summary>Deletes a file if it exists.</summary>
    public static void DeleteFile(this AbsolutePath path)
    {
        if (path.FileExists())
            File.Delete(path);
    }
}
