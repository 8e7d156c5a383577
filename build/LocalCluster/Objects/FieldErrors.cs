using System.Text.Json.Nodes;

namespace LocalCluster.Objects;

/// <summary>Collects the field errors of an object.</summary>
internal sealed class FieldErrors
{
    private readonly List<FieldError> _all = [];

    public IReadOnlyList<FieldError> All => _all;

    public void Add(FieldError error) => _all.Add(error);

    public void Required(string field, string why = "") => _all.Add(FieldError.Required(field, why));

    /// <summary>Records a string's error, if any.</summary>
    public void Check(string field, string value, string? wrong)
    {
        if (wrong is not null)
            _all.Add(FieldError.Invalid(field, (JsonNode)value, wrong));
    }

    /// <summary>A number that, where given, is not negative.</summary>
    public void NotNegative(string field, JsonNode? value)
    {
        if (value.Number() < 0)
            _all.Add(FieldError.Invalid(field, value, "must be greater than or equal to 0"));
    }

    /// <summary>A port number.</summary>
    public void Port(string field, JsonNode? value)
    {
        if (value.Number() is < 1 or > 65535)
            _all.Add(FieldError.Invalid(field, value, "must be between 1 and 65535, inclusive"));
    }

    /// <summary>One of some values, where given.</summary>
    public void OneOf(string field, string? value, params string[] supported)
    {
        if (value is not null && !supported.Contains(value))
            _all.Add(FieldError.NotSupported(field, value, supported.Order(StringComparer.Ordinal)));
    }

    /// <summary>What must not change.</summary>
    public void Immutable(string field, JsonNode? before, JsonNode? after, string? shown = null)
    {
        if (!JsonEquality.Same(before, after))
        {
            _all.Add(
                FieldError.Invalid(
                    field,
                    shown ?? after?.ToJsonString(JsonText.Options) ?? "null",
                    "field is immutable"
                )
            );
        }
    }
}
