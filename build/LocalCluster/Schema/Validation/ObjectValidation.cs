using System.Text.Json.Nodes;
using LocalCluster.Api;

namespace LocalCluster.Schema;

/// <summary>Refuses what the API server refuses.</summary>
internal static class ObjectValidation
{
    /// <summary>Checks an object, and where it replaces another one, that only what may change has changed.</summary>
    /// <exception cref="ApiException">422 with every mistake.</exception>
    public static void Check(KindDefinition kind, JsonObject obj, JsonObject? before)
    {
        var errors = new List<FieldError>();
        if (obj.Name().Length == 0)
            errors.Add(FieldError.Required("metadata.name", "name or generateName is required"));
        if (errors.Count > 0)
            throw Refusals.Invalid(kind, obj.Name(), errors);
    }
}
