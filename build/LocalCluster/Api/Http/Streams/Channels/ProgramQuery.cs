using LocalCluster.Resources;
using LocalCluster.Schema;
using Microsoft.AspNetCore.Http;

namespace LocalCluster.Api.Http.Streams.Channels;

/// <summary>What <c>exec</c> and <c>attach</c> ask for (core/v1 PodExecOptions, PodAttachOptions).</summary>
internal sealed record ProgramQuery(
    string Container,
    IReadOnlyList<string> Command,
    bool Stdin,
    bool Stdout,
    bool Stderr,
    bool Tty
)
{
    /// <exception cref="ApiException">400: no stream or no command is asked for.</exception>
    public static ProgramQuery Of(IQueryCollection query, bool hasCommand)
    {
        var tty = Flag(query, "tty");
        // A terminal joins both outputs.
        var wanted = new ProgramQuery(
            query["container"].ToString(),
            [.. query["command"].OfType<string>()],
            Flag(query, "stdin"),
            Flag(query, "stdout"),
            Flag(query, "stderr") && !tty,
            tty
        );
        if (hasCommand && wanted.Command.Count == 0)
            throw Refusals.BadRequest("you must specify at least 1 command for the container");
        return wanted.Stdin || wanted.Stdout || wanted.Stderr
            ? wanted
            : throw Refusals.BadRequest("you must specify at least 1 of stdin, stdout, stderr");
    }

    private static bool Flag(IQueryCollection query, string name) => query[name].ToString() is "true" or "1";
}
