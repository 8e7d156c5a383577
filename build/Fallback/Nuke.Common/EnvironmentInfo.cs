using System.Collections;
using System.Collections.ObjectModel;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Nuke.Common.IO;
using Nuke.Common.Parameters;
using Nuke.Common.Utilities;

namespace Nuke.Common;

/// <summary>The machine and the process: platform, variables, arguments, working directory.</summary>
public static class EnvironmentInfo
{
    private static readonly Lazy<string[]> Arguments = new(() => Environment.GetCommandLineArgs()[1..]);

    /// <summary>Without the program itself.</summary>
    public static IReadOnlyCollection<string> CommandLineArguments => Arguments.Value;

    public static string NewLine => Environment.NewLine;

    public static string MachineName => Environment.MachineName;

    public static AbsolutePath WorkingDirectory
    {
        get => AbsolutePath.Create(Directory.GetCurrentDirectory());
        set => Directory.SetCurrentDirectory(value);
    }

    public static bool IsArm64 => RuntimeInformation.OSArchitecture == Architecture.Arm64;

    public static bool Is64Bit => Environment.Is64BitProcess;

    public static bool Is32Bit => !Is64Bit;

    public static bool IsUnix => !IsWin;

    public static bool IsWin => OperatingSystem.IsWindows();

    public static bool IsLinux => OperatingSystem.IsLinux();

    public static bool IsOsx => OperatingSystem.IsMacOS();

    public static bool IsWsl => IsLinux && HasVariable("WSL_DISTRO_NAME");

    public static FrameworkName Framework => new(AppContext.TargetFrameworkName!);

    public static PlatformFamily Platform =>
        IsWin ? PlatformFamily.Windows
        : IsOsx ? PlatformFamily.OSX
        : IsLinux ? PlatformFamily.Linux
        : PlatformFamily.Unknown;

    public static ReadOnlyDictionary<string, string> Variables =>
        new(
            Environment
                .GetEnvironmentVariables()
                .Cast<DictionaryEntry>()
                .ToDictionary(
                    x => (string)x.Key,
                    x => (string)x.Value,
                    IsWin ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal
                )
        );

    /// <summary>The folders of <c>PATH</c>.</summary>
    public static IReadOnlyCollection<string> Paths =>
        (GetVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);

    public static string GetVariable(string name) => Environment.GetEnvironmentVariable(name);

    public static T GetVariable<T>(string name, char? separator = null) =>
        (T)(
            GetVariable(name) is { } value
                ? ParameterConversion.Convert(
                    name,
                    new([value], ParameterOrigin.Environment),
                    typeof(T),
                    separator?.ToString(),
                    WorkingDirectory
                )
                : default(T)
        );

    public static bool HasVariable(string name, bool allowEmpty = true) =>
        GetVariable(name) is { } value && (allowEmpty || value.Length > 0);

    public static void SetVariable(string name, string value) =>
        Environment.SetEnvironmentVariable(name, value);

    public static void SetVariable<T>(string name, T value) => SetVariable(name, value?.ToString());

    public static void RemoveVariable(string name) => Environment.SetEnvironmentVariable(name, null);

    public static bool HasArgument(string name) => ParameterBinding.Current.CommandLine.Find(name) != null;

    public static T GetNamedArgument<T>(string parameterName, char? separator = null) =>
        ParameterBinding.Current.CommandLine.Find(parameterName) is { } values
            ? (T)
                ParameterConversion.Convert(
                    parameterName,
                    new(values, ParameterOrigin.CommandLine),
                    typeof(T),
                    separator?.ToString(),
                    WorkingDirectory
                )
            : default;

    /// <summary>
    /// Replaces <c>%NAME%</c> by the variable's value; a leading <c>~</c> by the home folder.
    /// </summary>
    public static string ExpandVariables(string value)
    {
        var expanded = Environment.ExpandEnvironmentVariables(value);
        return expanded.StartsWith('~')
            ? Environment.GetFolderPath(Environment.SpecialFolder.UserProfile) + expanded[1..]
            : expanded;
    }

    /// <summary>Enters that folder until the result is disposed.</summary>
    public static IDisposable SwitchWorkingDirectory(this AbsolutePath path)
    {
        var previous = WorkingDirectory;
        return DelegateDisposable.CreateBracket(
            () => WorkingDirectory = path,
            () => WorkingDirectory = previous
        );
    }
}
