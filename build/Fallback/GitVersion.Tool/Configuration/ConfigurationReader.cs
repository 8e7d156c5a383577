using GitVersion.Cli;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace GitVersion.Configuration;

/// <summary>
/// Reads a configuration file event by event: no object mapping, so no reflection at start-up.
/// </summary>
internal static class ConfigurationReader
{
    /// <summary>The settings that a file's text asks for.</summary>
    /// <exception cref="ToolException">Broken YAML, or a key, value or workflow that is not supported
    /// here.</exception>
    public static Settings Read(string yaml, string file)
    {
        try
        {
            var parser = new Parser(new StringReader(yaml));
            parser.Consume<StreamStart>();
            var builder = new SettingsBuilder(file);
            if (parser.TryConsume<DocumentStart>(out _) && !IsNull(parser))
                ReadMapping(parser, builder.Refuse, key => ReadRoot(parser, key, builder));
            return builder.Build();
        }
        catch (YamlException e)
        {
            throw new ToolException($"{file}:{e.Start.Line}:{e.Start.Column}: {e.Message}");
        }
    }

    private static void ReadRoot(Parser parser, Scalar key, SettingsBuilder builder)
    {
        if (key.Value != "branches")
            builder.Set(key, ReadScalar(parser, key, builder.Refuse));
        else if (!IsNull(parser))
            ReadMapping(parser, builder.Refuse, branch => ReadBranch(parser, branch, builder));
    }

    private static void ReadBranch(Parser parser, Scalar name, SettingsBuilder builder)
    {
        var branch = builder.Branch(name);
        if (IsNull(parser))
            return;
        ReadMapping(parser, builder.Refuse, key =>
        {
            if (key.Value == "source-branches")
                branch.SetSources(ReadSequence(parser, key, builder.Refuse));
            else
                branch.Set(key, ReadScalar(parser, key, builder.Refuse));
        });
    }

    private static void ReadMapping(Parser parser, Refusing refuse, Action<Scalar> readValue)
    {
        if (!parser.TryConsume<MappingStart>(out _))
            throw refuse(parser.Current!.Start, "Expected 'key: value' pairs.");
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            var key = parser.Consume<Scalar>();
            if (!seen.Add(key.Value))
                throw refuse(key.Start, $"'{key.Value}' is given twice.");
            readValue(key);
        }
    }

    private static Scalar ReadScalar(Parser parser, Scalar key, Refusing refuse) =>
        parser.TryConsume<Scalar>(out var value)
            ? value
            : throw refuse(
                key.Start,
                $"'{key.Value}' is not supported by this stand-in, or not as a list or mapping."
            );

    private static List<string> ReadSequence(Parser parser, Scalar key, Refusing refuse)
    {
        if (!parser.TryConsume<SequenceStart>(out _))
            throw refuse(key.Start, $"'{key.Value}' must be a list.");
        var items = new List<string>();
        while (!parser.TryConsume<SequenceEnd>(out _))
            items.Add(parser.Consume<Scalar>().Value);
        return items;
    }

    private static bool IsNull(Parser parser) =>
        parser.Accept<Scalar>(out var scalar)
        && scalar is { Style: ScalarStyle.Plain, Value: "" or "~" or "null" }
        && parser.MoveNext();
}
