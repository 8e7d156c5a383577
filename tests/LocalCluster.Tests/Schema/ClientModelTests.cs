using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using k8s.Models;
using LocalCluster.Api.Http.Protobuf;
using LocalCluster.Schema;
using LocalCluster.Schema.ServedKinds;

namespace LocalCluster.Tests.Schema;

/// <summary>
/// The field tables hold what the models of KubernetesClient hold: those are generated from the OpenAPI document of
/// their Kubernetes version, the tables from its Go source.
/// </summary>
public sealed class ClientModelTests
{
    private const string Advice =
        "Run `dotnet run --project build/LocalCluster.SchemaTables -- <kubernetes>/staging/src/k8s.io` with a clone "
        + "of the Kubernetes version of KubernetesClient's models, as docs/kubernetes-versions.md says.";

    private static readonly Assembly s_models = typeof(V1Pod).Assembly;

    private static readonly ILookup<string, Type> s_classes = s_models
        .GetExportedTypes()
        .Where(t => t.Namespace == "k8s.Models")
        .ToLookup(t => t.Name, StringComparer.OrdinalIgnoreCase);

    private static readonly Dictionary<Type, string> s_scalars = new()
    {
        [typeof(string)] = "string",
        [typeof(int)] = "int32",
        [typeof(long)] = "int64",
        [typeof(double)] = "number",
        [typeof(bool)] = "bool",
        [typeof(byte[])] = "bytes",
        [typeof(DateTime)] = "time",
        [typeof(IntOrString)] = "intstr",
        [typeof(ResourceQuantity)] = "quantity",
    };

    [Fact]
    public void Every_type_has_the_fields_of_its_model()
    {
        var differences = Generated().SelectMany(Differences).Order(StringComparer.Ordinal).ToList();
        Assert.True(differences.Count == 0, $"{Advice}\n{string.Join('\n', differences)}");
    }

    [Fact]
    public void Every_field_has_a_protobuf_number_and_no_number_is_for_a_field_that_is_gone()
    {
        var numbers = new FieldNumbers();
        var types = BuiltInKinds.Load().Types.ToDictionary(t => t.FullName);
        var missing = Generated()
            .Where(t => t.Package != "io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1")
            .SelectMany(t => t.Fields.Keys.Select(field => (Type: t, Field: field)))
            .Where(f => numbers.Of(f.Type, f.Field) is null && !IsOfEnvelope(f.Type, f.Field))
            .Select(f => $"{f.Type.FullName}.{f.Field} has no number");
        var gone = numbers
            .All.Where(n => !types.TryGetValue(n.Type, out var type) || !type.Fields.ContainsKey(n.Field))
            .Select(n => $"{n.Type}.{n.Field} has a number, but is in no table");
        var differences = missing.Concat(gone).ToList();
        Assert.True(differences.Count == 0, $"{Advice}\n{string.Join('\n', differences)}");
    }

    /// <summary>Objects carry their version and kind around the protobuf message.</summary>
    private static bool IsOfEnvelope(TypeSchema type, string field) =>
        field is "apiVersion" or "kind" && type.Fields.Keys.Take(2).SequenceEqual(["apiVersion", "kind"]);

    /// <summary>The Gateway API and the metrics API are versioned by themselves.</summary>
    private static IEnumerable<TypeSchema> Generated() =>
        BuiltInKinds
            .Load()
            .Types.Where(t =>
                !t.Package.StartsWith("io.k8s.networking.gateway", StringComparison.Ordinal)
                && !t.Package.StartsWith("io.k8s.metrics", StringComparison.Ordinal)
            );

    private static IEnumerable<string> Differences(TypeSchema type)
    {
        // A struct without fields is a plain object in OpenAPI.
        if (type.Fields.Count == 0)
            yield break;
        if (Model(type) is not { } model)
        {
            yield return $"{type.FullName}: the models have no such type";
            yield break;
        }
        var properties = model
            .GetProperties()
            .Where(p => p.GetCustomAttribute<JsonPropertyNameAttribute>() is not null)
            .ToDictionary(p => p.GetCustomAttribute<JsonPropertyNameAttribute>()!.Name, p => p.PropertyType);
        foreach (var (name, property) in properties)
        {
            if (!type.Fields.TryGetValue(name, out var field))
                yield return $"{type.FullName}.{name}: only the models have it";
            else if (!Fits(field.Type, property))
                yield return $"{type.FullName}.{name}: {field.Type} in the tables, {property} in the models";
        }
        foreach (var name in type.Fields.Keys.Except(properties.Keys))
            yield return $"{type.FullName}.{name}: only the tables have it";
    }

    /// <summary>
    /// Where several groups have a type of the same name, the models' names say the group: Corev1EventSeries.
    /// </summary>
    private static Type? Model(TypeSchema type)
    {
        var (group, version) = type.Package.Split('.') is [.., var g, var v] ? (g, v) : default;
        return s_classes[$"{group}{version}{type.Name}"]
            .Concat(s_classes[version + type.Name])
            .FirstOrDefault();
    }

    private static bool Fits(FieldType field, Type property)
    {
        property = Nullable.GetUnderlyingType(property) ?? property;
        return field switch
        {
            AnyType => true,
            ScalarType s => s_scalars.TryGetValue(property, out var scalar)
                && (s.Name == "microtime" ? "time" : s.Name) == scalar,
            ListType l => property.IsGenericType
                && property.GetGenericTypeDefinition() == typeof(IList<>)
                && Fits(l.Element, property.GetGenericArguments()[0]),
            MapType m => property.IsGenericType
                && property.GetGenericTypeDefinition() == typeof(IDictionary<,>)
                && Fits(m.Element, property.GetGenericArguments()[1]),
            StructType { Schema.Fields.Count: 0 } => property == typeof(object)
                || property == typeof(JsonElement),
            StructType s => Model(s.Schema) == property,
            _ => false,
        };
    }
}
