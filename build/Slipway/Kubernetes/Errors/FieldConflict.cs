using System.Text.RegularExpressions;

namespace Slipway.Kubernetes.Errors;

/// <summary>A field that another manager owns.</summary>
/// <param name="Field">Its path, for example <c>.spec.replicas</c>.</param>
/// <param name="Manager">Who owns it, for example <c>kubectl-client-side-apply</c>.</param>
public sealed partial record FieldConflict(string Field, string Manager)
{
    /// <summary>Reads the causes of a 409; the API server names the manager only in the text.</summary>
    internal static IReadOnlyList<FieldConflict> Of(ApiStatus status) =>
        [
            .. status
                .Causes.Where(c => c.Reason == "FieldManagerConflict")
                .Select(c => new FieldConflict(
                    c.Field,
                    Owner().Match(c.Message) is { Success: true } match
                        ? match.Groups[1].Value
                        : "another manager"
                )),
        ];

    [GeneratedRegex("^conflict with \"([^\"]*)\"")]
    private static partial Regex Owner();
}
