using System.Text.Json.Nodes;
using LocalCluster.Tests.Hosting;

namespace LocalCluster.Tests.Apply;

/// <summary>
/// Runs the tables of <c>Apply/Cases</c>: managers that write in turn, and what comes of it.
/// </summary>
public sealed class ApplyTableTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    private static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "Apply", "Cases");

    public static TheoryData<string> Cases =>
        [
            .. Directory
                .EnumerateFiles(Folder, "*.txt")
                .Order()
                .Select(file => Path.GetFileNameWithoutExtension(file)!),
        ];

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Managers_own_what_the_table_says(string name)
    {
        var table = ApplyCase.Read(
            await File.ReadAllTextAsync(
                Path.Combine(Folder, name + ".txt"),
                TestContext.Current.CancellationToken
            )
        );
        var root = table.ApiVersion.Contains('/') ? "apis" : "api";
        var path = $"/{root}/{table.ApiVersion}/namespaces/{await api.Namespace()}/{table.Plural}";
        (int Code, JsonObject Body) answer = default;
        foreach (var step in table.Steps)
        {
            if (step.What is "owns" or "has" or "conflicts with" or "is refused")
                await Check(step, path, answer);
            else
                answer = await Do(table, step, path);
        }
    }

    private async Task<(int, JsonObject)> Do(ApplyCase table, ApplyStep step, string path)
    {
        var part = step.Part is null ? "" : "/" + step.Part;
        var manager = "fieldManager=" + step.Who;
        var answer = step.What switch
        {
            "creates" => await api.Send("POST", $"{path}?{manager}", Named(table, step)),
            "patches" => await api.Send(
                "PATCH",
                $"{path}/x{part}?{manager}",
                step.Text,
                "application/merge-patch+json"
            ),
            "scales to" => await api.Send(
                "PATCH",
                $"{path}/x/scale?{manager}",
                $$$"""{"spec":{"replicas":{{{step.Text}}}}}""",
                "application/merge-patch+json"
            ),
            _ => await api.Apply($"{path}/x{part}", step.Who, Named(table, step), step.What == "forces"),
        };
        return answer;
    }

    private async Task Check(ApplyStep step, string path, (int Code, JsonObject Body) answer)
    {
        switch (step.What)
        {
            case "is refused":
                Assert.Equal(step.Text, $"{answer.Code} {answer.Body["message"]}");
                return;
            case "conflicts with":
                Assert.Equal(
                    step.Text,
                    answer.Code == 409
                        ? string.Join(
                            ", ",
                            answer.Body["details"]!["causes"]!
                                .AsArray()
                                .Select(c =>
                                    $"{c!["message"]!.ToString().Replace("conflict with ", "")} {c["field"]}"
                                )
                        )
                        : $"{answer.Code}: {answer.Body.ToJsonString()}"
                );
                return;
        }
        var (_, live) = await api.Send("GET", path + "/x");
        if (step.What == "owns")
        {
            var entry = live["metadata"]
                ?["managedFields"]?.AsArray()
                .FirstOrDefault(e =>
                    e!["manager"]!.ToString() == step.Who && e["subresource"]?.ToString() == step.Part
                );
            Equal(step, step.Text == "nothing" ? null : step.Json, entry?["fieldsV1"]);
            return;
        }
        var space = step.Text.IndexOf(' ');
        var value = step.Text[..space]
            .Split('.')
            .Aggregate((JsonNode?)live, (node, key) =>
                node is JsonArray list ? list[int.Parse(key)] : node?[key]
            );
        Equal(step, JsonNode.Parse(step.Text[space..]), value);
    }

    private static void Equal(ApplyStep step, JsonNode? expected, JsonNode? found) =>
        Assert.True(
            JsonNode.DeepEquals(expected, found),
            $"Line {step.Line}: {step.Who} {step.What}\n"
                + $"expected {expected?.ToJsonString()}\nfound    {found?.ToJsonString()}"
        );

    /// <summary>What is written, with the names that every object must have.</summary>
    private static string Named(ApplyCase table, ApplyStep step)
    {
        var obj = step.Json.AsObject();
        if (step.Part == "scale")
            (obj["apiVersion"], obj["kind"]) = ("autoscaling/v1", "Scale");
        else
            (obj["apiVersion"], obj["kind"]) = (table.ApiVersion, table.Kind);
        var metadata = obj["metadata"]?.AsObject() ?? [];
        metadata["name"] = "x";
        obj["metadata"] = metadata.Parent is null ? metadata : metadata.DeepClone();
        return obj.ToJsonString();
    }
}
