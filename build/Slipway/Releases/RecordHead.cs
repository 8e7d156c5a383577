using System.Globalization;
using Slipway.Values;

namespace Slipway.Releases;

/// <summary>What the head of a record says without its content. Pure.</summary>
/// <param name="Name">The Secret's name.</param>
/// <param name="Revision">The revision in that name; null where it is no name of a record.</param>
/// <param name="Parts">The names of the Secrets with the further parts.</param>
internal sealed record RecordHead(string Name, int? Revision, IReadOnlyList<string> Parts)
{
    /// <summary>Why it cannot be the record that it is called; null where it can.</summary>
    public string? Fault { get; private init; }

    /// <summary>The state in its label; null where there is none that is known.</summary>
    public ReleaseState? State { get; private init; }

    /// <summary>The Secret's uid; empty where it has none yet.</summary>
    public string Uid { get; private init; } = "";

    /// <summary>The Secret's resourceVersion; empty where it has none yet.</summary>
    public string Version { get; private init; } = "";

    /// <summary>Whether its label says that it is a canary's.</summary>
    public bool IsCanary { get; private init; }

    /// <summary>Reads the name, the labels and the annotations.</summary>
    public static RecordHead Of(KubeObject secret, string app)
    {
        var revision = ReleaseSecrets.RevisionIn(secret.Name, app);
        var label = secret.Labels.GetValueOrDefault(ReleaseSecrets.RevisionLabel);
        return new RecordHead(secret.Name, revision, ReleaseSecrets.PartNames(secret))
        {
            Fault =
                revision is null ? "its name is not that of a record"
                : label == revision.Value.ToString(CultureInfo.InvariantCulture) ? null
                : $"its label {ReleaseSecrets.RevisionLabel} says '{label}'",
            State = ReleaseNames.Find<ReleaseState>(
                secret.Labels.GetValueOrDefault(ReleaseSecrets.StateLabel)
            ),
            Uid = secret.Text("metadata", "uid") ?? "",
            Version = secret.Text("metadata", "resourceVersion") ?? "",
            IsCanary = secret.Labels.GetValueOrDefault(ReleaseSecrets.KindLabel) == ReleaseKind.Canary.Word(),
        };
    }
}
