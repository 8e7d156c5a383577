using Slipway.Formats;
using Slipway.Images.Publishing;
using Slipway.Images.Registries;
using Slipway.Manifests;
using Slipway.Processes;
using Slipway.Releases;
using Slipway.Reporting;
using Slipway.Rollouts.Canary.Measuring;
using Slipway.SupplyChain.Auditing;
using Slipway.Values;
using Slipway.Versioning;

namespace Slipway.Fuzz;

/// <summary>Short texts of a grammar of their own, and what programs print.</summary>
internal static class TextSubjects
{
    public static IReadOnlyList<Subject> All { get; } =
    [
        Subject.OfText("reference", References),
        Subject.OfText("duration", Durations),
        Subject.OfText("metrics", text => PodCounters.Parse(text), typeof(FormatException)),
        Subject.OfText("gitversion", text => ToolOutput.TryParse(text)),
        Subject.OfText("git-status", text => WorkingTree.Parse(text)),
        Subject.OfText(
            "program-settings",
            text => ProgramSettings.Parse(text.Split('\n')),
            typeof(FormatException)
        ),
        Subject.OfText("nuget-sources", text => AuditSources.Parse(text)),
        Subject.OfText("public-key", text => PublicKey.Parse(text), typeof(FormatException)),
        Subject.OfText("challenge", text => AuthChallenge.Parse("Bearer", text)),
        Subject.OfText("lock-holder", text => LockHolder.Read(text)),
        Subject.OfText("log", Logs),
        Subject.OfText("kustomize", text => KustomizeMessage.Of(text)),
    ];

    private static void References(string text)
    {
        if (ImageReference.TryParse(text, out var image) && !ImageReference.TryParse($"{image}", out _))
            throw new InvalidOperationException($"'{image}' cannot be read again.");
        ImageReference.OnDockerHub(text);
        _ = Digest.TryParse(text, out _);
        GroupKind.Of(text, text);
        KubeName.IsLabel(text);
    }

    private static void Durations(string text)
    {
        if (!Duration.TryParse(text, out var time))
            return;
        Duration.FormatAsGo(time);
        Duration.Format(time);
    }

    private static void Logs(string text)
    {
        VisibleText.Lines(text);
        VisibleText.Sentence(text);
        ErrorText.Of(text);
    }
}
