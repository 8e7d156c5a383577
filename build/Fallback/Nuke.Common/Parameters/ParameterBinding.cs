using System.Collections;
using System.Reflection;
using Nuke.Common.Execution;
using Nuke.Common.IO;

namespace Nuke.Common.Parameters;

/// <summary>Binds members to the parameter sources of this process.</summary>
internal sealed class ParameterBinding(ParameterSources sources, Func<string> rootDirectory)
{
    /// <summary>
    /// Static because one process is one run, and the static members of <see cref="NukeBuild"/> use it too.
    /// </summary>
    internal static ParameterBinding Current { get; } = OfProcess();

    internal CommandLine CommandLine => sources.CommandLine;

    internal object Bind(MemberInfo member, Type type)
    {
        var name = ParameterName.Of(member);
        var secret = member.IsDefined(typeof(SecretAttribute));
        var text = sources.Find(name);
        if (secret)
            RefuseEncrypted(name, text);
        var separator = member.GetCustomAttribute<ParameterAttribute>()?.Separator;
        return Convert(name, text, type, separator, secret);
    }

    /// <summary>Binds a parameter that every build has.</summary>
    /// <exception cref="BuildRefusedException">The value does not fit.</exception>
    internal object BindOfEngine(string name, Type type, string separator = null, bool filesToo = true)
    {
        try
        {
            return Convert(name, sources.FindOfEngine(name, filesToo), type, separator, secret: false);
        }
        catch (ArgumentException exception)
        {
            throw new BuildRefusedException(exception.Message);
        }
    }

    private object Convert(string name, ParameterText text, Type type, string separator, bool secret)
    {
        if (text == null)
            return null;
        var baseDirectory =
            text.Origin == ParameterOrigin.File ? rootDirectory() : Directory.GetCurrentDirectory();
        return ParameterConversion.Convert(name, text, Optional(type), separator, baseDirectory, secret);
    }

    /// <summary>Values that begin like this were encrypted by <c>nuke :secrets</c>.</summary>
    private static void RefuseEncrypted(string name, ParameterText text)
    {
        if (
            text is not { Origin: ParameterOrigin.File, Values: [var value] }
            || !value.StartsWith("v1:", StringComparison.Ordinal)
        )
            return;
        var variable = "NUKE_" + ParameterName.Dashed(name).Replace('-', '_').ToUpperInvariant();
        throw new BuildRefusedException(
            $"Parameter '{name}' is encrypted in a parameters file, which cannot be read here: "
                + $"set it as the variable {variable}"
        );
    }

    /// <summary>
    /// Value types are bound as nullable, so that a missing value keeps the initial one.
    /// </summary>
    private static Type Optional(Type type) =>
        type.IsValueType && Nullable.GetUnderlyingType(type) == null
            ? typeof(Nullable<>).MakeGenericType(type)
            : type;

    private static ParameterBinding OfProcess() =>
        new(new ParameterSources(new CommandLine(CommandLine.Arguments), Variables, ReadFiles), () =>
            NukeBuild.RootDirectory
        );

    private static Dictionary<string, string> Variables() =>
        Environment
            .GetEnvironmentVariables()
            .Cast<DictionaryEntry>()
            .ToDictionary(x => (string)x.Key, x => (string)x.Value, StringComparer.Ordinal);

    /// <summary>Profiles take precedence over the common file, and later profiles over earlier ones.</summary>
    private static IReadOnlyList<ParametersFile> ReadFiles()
    {
        AbsolutePath directory = NukeBuild.RootDirectory / ".nuke";
        var files = NukeBuild
            .LoadedLocalProfiles.Reverse()
            .Select(x => (string)(directory / $"parameters.{x}.json"))
            .ToList();
        if (files.Find(x => !File.Exists(x)) is { } missing)
            throw new BuildRefusedException($"Expected file to exist: {missing}");
        if (directory / "parameters.json" is var common && common.FileExists())
            files.Add(common);
        return [.. files.Select(ParametersFile.Read)];
    }
}
