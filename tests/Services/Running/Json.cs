using System.Text.Json.Nodes;

namespace Running;

/// <summary>Reads answers.</summary>
internal static class Json
{
    public static async Task<JsonNode> JsonAsync(this HttpResponseMessage response) =>
        JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;

    /// <summary>The problem details (RFC 9457) of a refusal.</summary>
    public static async Task<JsonNode> ProblemAsync(this HttpResponseMessage response)
    {
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        var problem = await response.JsonAsync();
        Assert.Equal((int)response.StatusCode, (int)problem["status"]!);
        return problem;
    }
}
