namespace GitVersion.Cli;

/// <summary>What the command line asks for.</summary>
/// <param name="Kind">What to print.</param>
/// <param name="Directory">The directory to look at; null for the current one.</param>
/// <param name="ConfigurationFile">The configuration file; null to look for one.</param>
/// <param name="Variable">The one variable to print; null for all.</param>
internal sealed record Arguments(
    CommandKind Kind = CommandKind.Calculate,
    string? Directory = null,
    string? ConfigurationFile = null,
    string? Variable = null
)
{
    /// <summary>Reads a command line. Switches start with '/', '-' or '--', in any case.</summary>
    /// <exception cref="ToolException">An argument is unknown, not supported here, or lacks its
    /// value.</exception>
    public static Arguments Parse(IReadOnlyList<string> args)
    {
        var result = new Arguments();
        for (var i = 0; i < args.Count; i++)
        {
            var name = SwitchName(args[i], i);
            result = name switch
            {
                null when i == 0 => result with { Directory = args[i] },
                "help" or "h" or "?" => result with { Kind = CommandKind.Help },
                "version" => result with { Kind = CommandKind.Version },
                "targetpath" => result with { Directory = Value(args, ref i) },
                "config" => result with { ConfigurationFile = Value(args, ref i) },
                "showvariable" or "v" => result with { Variable = Value(args, ref i) },
                "output" => JsonOnly(Value(args, ref i), result),
                // What these switch off (fetching, caching, rewriting branches) is never done here.
                "nofetch" or "nocache" or "nonormalize" or "allowshallow" => result,
                _ => throw new ToolException(Unknown(args[i])),
            };
        }
        return result;
    }

    // On Unix a path starts with '/' too: a first argument that is an existing directory is the path.
    private static string? SwitchName(string arg, int position)
    {
        if (position == 0 && System.IO.Directory.Exists(arg))
            return null;
        if (arg.StartsWith("--", StringComparison.Ordinal))
            return arg[2..].ToLowerInvariant();
        return arg is ['/' or '-', ..] ? arg[1..].ToLowerInvariant() : null;
    }

    private static string Value(IReadOnlyList<string> args, ref int i) =>
        i + 1 < args.Count ? args[++i] : throw new ToolException($"'{args[i]}' needs a value. See /help.");

    private static Arguments JsonOnly(string output, Arguments result) =>
        output.Equals("json", StringComparison.OrdinalIgnoreCase)
            ? result
            : throw new ToolException(
                $"'/output {output}' is not supported by this stand-in; only '/output json' is."
            );

    private static string Unknown(string arg) =>
        $"Could not parse command line parameter '{arg}'. This stand-in supports those that /help lists.";
}

/// <summary>What a command line asks for.</summary>
internal enum CommandKind
{
    Calculate,
    Help,
    Version,
}
