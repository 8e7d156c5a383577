using Slipway.Values;

namespace Slipway.Pipeline.Logs;

/// <summary>No workload of the application belongs to a service that was named.</summary>
public sealed class ServiceUnknownException(string service, IReadOnlyList<string> known, string where)
    : Refusal(
        $"No service '{service}' runs here.{Suggestion.Phrase(service, known)}",
        where,
        known.Count == 0
            ? "Deploy first; Status shows what runs."
            : $"Name one of these, or leave it out for all: {string.Join(", ", known)}."
    );
