using LocalCluster.Resources;
using Microsoft.AspNetCore.Http;

namespace LocalCluster.Api.Http.Messages;

/// <summary>In which form a client wants an answer.</summary>
internal enum AnswerForm
{
    /// <summary>Whole objects.</summary>
    Object,

    /// <summary>A table for people (meta.k8s.io Table).</summary>
    Table,

    /// <summary>Only metadata (meta.k8s.io PartialObjectMetadata).</summary>
    Metadata,
}

/// <summary>Reads the Accept header.</summary>
internal static class Negotiation
{
    /// <summary>The first form in the header that can be served.</summary>
    /// <exception cref="ApiException">406: none can.</exception>
    public static AnswerForm Form(HttpRequest request)
    {
        var accepted = Accepted(request).ToList();
        foreach (var (media, parameters) in accepted)
        {
            if (media is not ("application/json" or "*/*" or "application/*"))
                continue;
            switch (parameters.GetValueOrDefault("as"))
            {
                case "Table" when parameters.GetValueOrDefault("v") == "v1":
                    return AnswerForm.Table;
                case "PartialObjectMetadata"
                or "PartialObjectMetadataList" when parameters.GetValueOrDefault("v") == "v1":
                    return AnswerForm.Metadata;
                case null:
                    return AnswerForm.Object;
            }
        }
        return accepted.Count == 0
            ? AnswerForm.Object
            : throw new ApiException(
                406,
                "NotAcceptable",
                "only the following media types are accepted: application/json",
                []
            );
    }

    /// <summary>The accepted media types with their parameters, in order.</summary>
    public static IEnumerable<(string Media, Dictionary<string, string> Parameters)> Accepted(
        HttpRequest request
    ) =>
        request
            .Headers.Accept.ToString()
            .Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(part =>
            {
                var words = part.Split(';', StringSplitOptions.TrimEntries);
                var parameters = words[1..]
                    .Select(w => w.Split('=', 2))
                    .Where(w => w.Length == 2)
                    .GroupBy(w => w[0])
                    .ToDictionary(g => g.Key, g => g.Last()[1]);
                return (words[0], parameters);
            });
}
