using System.Text.RegularExpressions;
using Slipway.Formats;
using Slipway.Values;

namespace Slipway.Manifests;

/// <summary>What becomes of an image as it is written in a manifest. Pure.</summary>
/// <param name="Service">The service that it names, to be pinned; null where it names none for sure.</param>
/// <param name="Sentence">What is to be said about it; null for nothing.</param>
/// <param name="IsMistake">Whether it cannot be deployed like that; otherwise it is only suspicious.</param>
internal sealed partial record ImageAdvice(string? Service, string? Sentence, bool IsMistake)
{
    private static readonly ImageAdvice s_nothing = new(null, null, false);

    /// <summary>Decides by the text, and by how sure it is that the field names an image.</summary>
    /// <param name="field">The field.</param>
    /// <param name="kind">The kind of the object that has it.</param>
    /// <param name="services">The services that have images.</param>
    public static ImageAdvice On(ImageField field, GroupKind kind, IReadOnlyList<string> services)
    {
        var text = field.Text;
        // What a controller fills in later is not known here: {{inputs.image}}, $(params.image).
        if (!kind.IsBuiltIn && Expression().IsMatch(text))
            return s_nothing;
        var service = Bare().Match(text) is { Success: true } bare ? bare.Groups[1].Value : null;
        if (service is not null && services.Contains(service))
            return field.Certainty == Certainty.Possible
                ? Unknown(field, kind, service)
                : new(service, null, false);
        if (field.Certainty == Certainty.Sure && Problem(text, services) is { } problem)
            return new(null, problem, IsMistake: true);
        if (field.Certainty != Certainty.Sure && Resembling(text, services, field.Certainty) is { } similar)
            return new(
                null,
                $"'{text}' resembles the service '{similar}' and is not pinned; write '{similar}' if that is what you mean.",
                IsMistake: false
            );
        return
            field.Certainty != Certainty.Possible
            && ImageReference.TryParse(text, out var reference)
            && reference.Digest is null
            ? new(null, $"image '{text}' has no digest, so its content may change without notice.", false)
            : s_nothing;
    }

    private static ImageAdvice Unknown(ImageField field, GroupKind kind, string service)
    {
        var path = Index().Replace(field.Where, "").Replace('.', '/');
        return new(
            null,
            $"'{service}' is a service, but this field is not known to name an image, so it is not pinned. If it "
                + $"does: 'imagePaths: [{{group: {kind.Group}, kind: {kind.Kind}, path: {path}}}]' in environment.yaml.",
            IsMistake: false
        );
    }

    private static string? Problem(string text, IReadOnlyList<string> services)
    {
        if (text.Length == 0)
            return "it sets no image.";
        if (ImageReference.TryParse(text, out var reference))
            return reference is { Tag: null, Digest: null }
                ? $"image '{text}' has neither tag nor digest, which means whatever is the latest."
                : null;
        if (ReferenceParts.TryParse(text) is not { } parts)
            return ReferenceParts.TryParse(text.ToLowerInvariant()) is null
                ? $"image '{text}' is not an image reference."
                : $"image '{text}' is not an image reference; repositories are written in lower case.";
        if (services.Contains(parts.Repository))
            return $"image '{text}' has a version; write only the service name: the release sets the version.";
        var known =
            services.Count == 0 ? "" : $" ({string.Join(", ", services.Order(StringComparer.Ordinal))})";
        return $"image '{text}' is not a service{known} and has no registry.{DidYouMean(parts, services)} "
            + $"A third-party image needs its full reference, for example '{ImageReference.OnDockerHub(text)}'.";
    }

    private static string DidYouMean(ReferenceParts parts, IReadOnlyList<string> services) =>
        parts.Repository.Contains('/') ? "" : Suggestion.Phrase(parts.Repository, services);

    private static string? Resembling(string text, IReadOnlyList<string> services, Certainty certainty)
    {
        if (ReferenceParts.TryParse(text) is not { Registry: null } parts || parts.Repository.Contains('/'))
            return null;
        return services.Contains(parts.Repository) ? parts.Repository
            : certainty == Certainty.Likely ? Suggestion.For(parts.Repository, services)
            : null;
    }

    [GeneratedRegex("^([a-z0-9](?:[-a-z0-9]*[a-z0-9])?)(?::latest)?$")]
    private static partial Regex Bare();

    [GeneratedRegex(@"\{\{|\$\(|\$\{")]
    private static partial Regex Expression();

    [GeneratedRegex(@"\[\d+\]")]
    private static partial Regex Index();
}
