using System.Text.Json.Nodes;
using LocalCluster.Objects;

namespace LocalCluster.Runtime.Containers;

/// <summary>What a container says about the streams of its main program (core/v1 Container).</summary>
/// <param name="HasInput"><c>stdin</c>: it has an input, to which clients may attach.</param>
/// <param name="IsOnce"><c>stdinOnce</c>: the input ends with the first client that had attached.</param>
/// <param name="HasTerminal"><c>tty</c>: its streams are a terminal.</param>
internal sealed record MainStreams(bool HasInput, bool IsOnce, bool HasTerminal)
{
    public static MainStreams Of(JsonObject container) =>
        new(container.Flag("stdin"), container.Flag("stdinOnce"), container.Flag("tty"));
}
