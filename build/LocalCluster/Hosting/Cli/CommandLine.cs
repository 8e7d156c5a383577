using LocalCluster.Objects;

namespace LocalCluster.Hosting.Cli;

/// <summary>The parsed command line.</summary>
internal sealed record CommandLine(
    string Command,
    string Directory,
    AddressBlock? Addresses,
    RuntimeChoice Runtime,
    bool FaultInjection
)
{
    public const string Usage = """
        LocalCluster: Kubernetes in one process.

          serve  --directory D   runs the cluster of a directory until Ctrl-C
          start  --directory D   runs it in the background; prints its addresses as JSON when it answers
          stop   --directory D   stops it and its pods
          status --directory D   prints its addresses as JSON, or says that it does not run (exit code 3)

        Options of serve and start:
          --address-block 127.A.B.0       its loopback addresses, A from 64 to 127, B a multiple of 16
          --runtime process|docker|simulated
                                          what pods are: processes, containers of the Docker Engine, or
                                          nothing that follows annotations
          --fault-injection off|on        whether faults of the API may be asked for
        """;

    private static readonly string[] s_commands = ["serve", "start", "stop", "status"];

    /// <summary>Parses the arguments, or says what is wrong with them.</summary>
    public static (CommandLine? Line, string Mistake) Parse(IReadOnlyList<string> args)
    {
        if (args.Count == 0 || !s_commands.Contains(args[0]))
            return (null, args.Count == 0 ? "A command is missing." : $"Unknown command '{args[0]}'.");
        var line = new CommandLine(args[0], "", null, RuntimeChoice.Process, false);
        for (var i = 1; i < args.Count; i += 2)
        {
            if (i + 1 == args.Count)
                return (null, $"'{args[i]}' needs a value.");
            var value = args[i + 1];
            switch (args[i])
            {
                case "--directory":
                    line = line with { Directory = Path.GetFullPath(value) };
                    break;
                case "--address-block" when AddressBlock.TryParse(value) is { } block:
                    line = line with { Addresses = block };
                    break;
                case "--runtime" when Enum.TryParse<RuntimeChoice>(value, true, out var runtime):
                    line = line with { Runtime = runtime };
                    break;
                case "--fault-injection" when value is "on" or "off":
                    line = line with { FaultInjection = value == "on" };
                    break;
                case "--address-block" or "--runtime" or "--fault-injection":
                    return (null, $"Invalid value '{value}' for {args[i]}.");
                default:
                    return (null, $"Unknown option '{args[i]}'.");
            }
        }
        return line.Directory.Length == 0 ? (null, "--directory is missing.") : (line, "");
    }

    /// <summary>The arguments that run the same cluster in the foreground.</summary>
    public IEnumerable<string> ServeArguments() =>
        [
            "serve",
            "--directory",
            Directory,
            "--runtime",
            Runtime.ToString().ToLowerInvariant(),
            "--fault-injection",
            FaultInjection ? "on" : "off",
            .. Addresses is null ? [] : new[] { "--address-block", Addresses.ToString() },
        ];
}
