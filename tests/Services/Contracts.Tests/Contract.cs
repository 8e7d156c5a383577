using System.Text.Json;
using System.Text.Json.Nodes;

namespace Contracts.Tests;

/// <summary>What a consumer needs of a provider, as its file in <c>contracts/</c> says.</summary>
public sealed record Contract(string Consumer, string Provider, IReadOnlyList<Interaction> Interactions)
{
    private static readonly JsonSerializerOptions s_options = new(JsonSerializerDefaults.Web)
    {
        ReadCommentHandling = JsonCommentHandling.Skip,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    /// <summary>The contracts of all consumers.</summary>
    public static IEnumerable<Contract> All() =>
        Directory
            .EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "contracts"), "*.json")
            .Order(StringComparer.Ordinal)
            .Select(Read);

    /// <summary>The contract between two services.</summary>
    public static Contract Between(string consumer, string provider) =>
        All().Single(contract => contract.Consumer == consumer && contract.Provider == provider);

    private static Contract Read(string file) =>
        JsonSerializer.Deserialize<Contract>(File.ReadAllText(file), s_options)!;
}

/// <summary>A question and what its answer must be.</summary>
public sealed record Interaction(string Name, ExpectedRequest Request, ExpectedResponse Response);

/// <summary>What is asked.</summary>
public sealed record ExpectedRequest(string Method, string Path);

/// <summary>What is answered: an example of the body, and the shape that every body must have.</summary>
public sealed record ExpectedResponse(int Status, string ContentType, JsonObject Body, JsonObject Shape);
