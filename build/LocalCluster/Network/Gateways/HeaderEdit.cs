using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace LocalCluster.Network.Gateways;

/// <summary>Headers to set, add and remove.</summary>
internal sealed record HeaderEdit(
    IReadOnlyDictionary<string, string> Set,
    IReadOnlyDictionary<string, string> Add,
    IReadOnlyList<string> Remove
)
{
    private static readonly IReadOnlyDictionary<string, string> s_nothing = new Dictionary<string, string>();

    public static HeaderEdit None { get; } = new(s_nothing, s_nothing, []);

    public void Apply(IHeaderDictionary headers)
    {
        foreach (var (name, value) in Set)
            headers[name] = value;
        foreach (var (name, value) in Add)
            headers[name] = StringValues.Concat(headers[name], value);
        foreach (var name in Remove)
            headers.Remove(name);
    }
}
