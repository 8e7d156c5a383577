using System.Text.Json.Nodes;
using LocalCluster.Objects;
using LocalCluster.Schema;
using LocalCluster.Schema.ServedKinds;
using LocalCluster.Tests.Hosting;

namespace LocalCluster.Tests.Api;

/// <summary>Objects that no honest client sends are refused in a Status, and harm nothing.</summary>
public sealed class AbsurdObjectTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    private const int Deepest = 4;

    private static readonly string[] s_values =
    [
        "\"text\"",
        "\"\"",
        "\"\\ud800\"",
        "\"999999999999999Ei\"",
        "\"79228162514264337593543950335e18\"",
        "\"99999999999999999999999999999999h\"",
        "1e400",
        "99999999999999999999",
        "-9223372036854775808",
        "0.5",
        "true",
        "null",
        "[]",
        "{}",
        "[null]",
        "[[]]",
        "[{}]",
        "{\"\":null}",
        "{\"a\":{}}",
        "{\"a\":[1]}",
    ];

    public static TheoryData<string> AllKinds =>
        [
            .. BuiltInKinds
                .Load()
                .Kinds.Where(kind => kind.Verbs is null)
                .Select(kind => kind.Kind.ApiVersion + "/" + kind.Kind.Kind),
        ];

    [Theory]
    [MemberData(nameof(AllKinds))]
    public async Task A_field_of_another_form_is_no_fault_of_the_server(string name)
    {
        var kind = BuiltInKinds.Load().Kinds.Single(k => k.Kind.ApiVersion + "/" + k.Kind.Kind == name);
        var path =
            (kind.Kind.Group.Length == 0 ? "/api/" : $"/apis/{kind.Kind.Group}/")
            + kind.Kind.Version
            + (kind.Kind.Namespaced ? "/namespaces/default/" : "/")
            + kind.Kind.Plural
            + "?dryRun=All";
        var bodies = Bodies(kind.Schema, Deepest)
            .Select(body =>
                $$"""{"apiVersion":"{{kind.Kind.ApiVersion}}","kind":"{{kind.Kind.Kind}}",{{Named(body)}} }"""
            )
            .ToList();
        var faults = new System.Collections.Concurrent.ConcurrentBag<string>();
        await Parallel.ForEachAsync(bodies, TestContext.Current.CancellationToken, async (body, _) =>
        {
            var (code, answer) = await api.Send("POST", path, body);
            if (
                code is not (201 or 400 or 403 or 404 or 405 or 409 or 422 or 501)
                || (code != 201 && answer.Text("kind") != "Status")
            )
                faults.Add($"{code} {body}");
        });
        File.AppendAllLines("/tmp/lc-faults.txt", api.Log);
        api.Log.Clear();
        Assert.Empty(faults.Order().Take(20));
    }

    private static string Named(string body) =>
        body.StartsWith("\"metadata\"", StringComparison.Ordinal)
            ? body
            : $"\"metadata\":{{\"name\":\"a\"}},{body}";

    /// <summary>For each field one value after the other, so that all meet all kinds of fields.</summary>
    private static IEnumerable<string> Bodies(TypeSchema schema, int depth)
    {
        var next = 0;
        return Fields(schema, depth)
            .SelectMany(field =>
                Enumerable.Range(0, 3).Select(_ => field.Replace("?", s_values[next++ % s_values.Length]))
            );
    }

    /// <summary>All fields, each with a question mark for its value.</summary>
    private static IEnumerable<string> Fields(TypeSchema schema, int depth)
    {
        foreach (var field in schema.Fields.Values.Where(f => f.Name is not ("apiVersion" or "kind")))
        {
            yield return $"\"{field.Name}\":?";
            foreach (var value in depth > 1 ? Values(field.Type, depth - 1) : [])
                yield return $"\"{field.Name}\":{value}";
        }
    }

    private static IEnumerable<string> Values(FieldType type, int depth) =>
        type switch
        {
            StructType s => Fields(s.Schema, depth).Select(field => $"{{{field}}}"),
            ListType l => Values(l.Element, depth).Select(value => $"[{value}]").Append("[?]"),
            MapType m => Values(m.Element, depth).Select(value => $"{{\"a\":{value}}}").Append("{\"a\":?}"),
            _ => [],
        };
}
