using System.Text;

namespace Nuke.Common.IO;

/// <summary>Reads and writes, copies and moves, finds and removes what a path stands for.</summary>
public static partial class AbsolutePathExtensions
{
    public static Encoding DefaultEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);

    public static PlatformFamily? DefaultLineBreakType = null;

    public static bool DefaultEofLineBreak = true;

    public static byte[] ReadAllBytes(this AbsolutePath path) => File.ReadAllBytes(path);

    public static string ReadAllText(this AbsolutePath path, Encoding encoding = null) =>
        File.ReadAllText(path, encoding ?? DefaultEncoding);

    public static string[] ReadAllLines(this AbsolutePath path, Encoding encoding = null) =>
        File.ReadAllLines(path, encoding ?? DefaultEncoding);

    public static AbsolutePath WriteAllBytes(this AbsolutePath path, byte[] bytes) =>
        Write(path, () => File.WriteAllBytes(path, bytes));

    /// <summary>Ends the file with a line break, unless that is switched off.</summary>
    public static AbsolutePath WriteAllText(
        this AbsolutePath path,
        string content,
        Encoding encoding = null,
        bool? eofLineBreak = null
    )
    {
        if ((eofLineBreak ?? DefaultEofLineBreak) && !content.EndsWith('\n'))
            content += content.Contains("\r\n") ? "\r\n" : Environment.NewLine;
        return Write(path, () => File.WriteAllText(path, content, encoding ?? DefaultEncoding));
    }

    public static AbsolutePath WriteAllLines(
        this AbsolutePath path,
        string[] lines,
        Encoding encoding = null,
        PlatformFamily? platformFamily = null,
        bool? eofLineBreak = null
    )
    {
        var lineBreak = (platformFamily ?? DefaultLineBreakType) switch
        {
            null => Environment.NewLine,
            PlatformFamily.Windows => "\r\n",
            _ => "\n",
        };
        var end = eofLineBreak ?? DefaultEofLineBreak ? lineBreak : "";
        return path.WriteAllText(string.Join(lineBreak, lines) + end, encoding, eofLineBreak: false);
    }

    public static AbsolutePath WriteAllLines(
        this AbsolutePath path,
        IEnumerable<string> lines,
        Encoding encoding = null,
        PlatformFamily? platformFamily = null,
        bool? eofLineBreak = null
    ) => path.WriteAllLines([.. lines], encoding, platformFamily, eofLineBreak);

    public static AbsolutePath AppendAllText(
        this AbsolutePath path,
        string content,
        Encoding encoding = null
    ) => Write(path, () => File.AppendAllText(path, content, encoding ?? DefaultEncoding));

    public static AbsolutePath AppendAllLines(
        this AbsolutePath path,
        string[] lines,
        Encoding encoding = null
    ) => Write(path, () => File.AppendAllLines(path, lines, encoding ?? DefaultEncoding));

    public static AbsolutePath AppendAllLines(
        this AbsolutePath path,
        IEnumerable<string> lines,
        Encoding encoding = null
    ) => path.AppendAllLines([.. lines], encoding);

    public static AbsolutePath UpdateText(
        this AbsolutePath path,
        Func<string, string> update,
        Encoding encoding = null
    ) => path.WriteAllText(update(path.ReadAllText(encoding)), encoding, eofLineBreak: false);

    /// <summary>Creates the file, or sets its time of last change.</summary>
    public static AbsolutePath TouchFile(
        this AbsolutePath path,
        DateTime? time = null,
        bool createDirectories = true
    )
    {
        if (createDirectories)
            path.Parent.CreateDirectory();
        if (!path.FileExists())
            File.WriteAllBytes(path, []);
        File.SetLastWriteTime(path, time ?? TimeProvider.System.GetLocalNow().DateTime);
        return path;
    }

    private static AbsolutePath Write(AbsolutePath path, Action write)
    {
        path.Parent.CreateDirectory();
        write();
        return path;
    }
}
