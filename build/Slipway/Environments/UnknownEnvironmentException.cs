using Slipway.Values;

namespace Slipway.Environments;

/// <summary>There is no overlay with that name.</summary>
internal sealed class UnknownEnvironmentException(string name, string overlays, IReadOnlyList<string> names)
    : Refusal(
        $"There is no environment '{name}'.{Suggestion.Phrase(name, names)}",
        overlays,
        names.Count == 0
            ? $"Create {overlays}/{name}/ with a kustomization.yaml and an environment.yaml."
            : $"Choose one of: {string.Join(", ", names)}."
    );
