using Slipway.Kubernetes.Objects;
using Slipway.Values;

namespace Slipway.Tests.Kubernetes;

/// <summary>A service is reached through what selects its pods, whatever that is called.</summary>
public sealed class WorkloadServicesTests
{
    private static readonly Dictionary<string, string> s_labels = new()
    {
        ["app"] = "rating",
        ["tier"] = "web",
    };

    [Theory]
    [InlineData("eu-rating {app: rating}", "eu-rating")]
    [InlineData("rating {app: other}; rating-v2 {app: rating}", "rating-v2")]
    [InlineData("a {app: rating}; rating {app: rating}", "rating")]
    [InlineData("rating {app: rating} headless; b {app: rating}", "b")]
    [InlineData("rating {app: rating} headless", "rating")]
    [InlineData("b {app: rating}; a {app: rating, tier: web}", "a")]
    [InlineData("rating {}", null)]
    [InlineData("rating {app: rating} elsewhere", null)]
    [InlineData("rating {app: rating} without ports", null)]
    public void The_Service_is_found_by_its_selector(string services, string? found) =>
        Assert.Equal(
            found,
            WorkloadServices.Find(s_labels, "shop", services.Split("; ").Select(Service), "rating")?.Name
        );

    private static KubeObject Service(string text)
    {
        var (name, selector, rest) = (
            text.Split(' ')[0],
            text[text.IndexOf('{')..(text.IndexOf('}') + 1)],
            text
        );
        var ns = rest.EndsWith("elsewhere", StringComparison.Ordinal) ? "other" : "shop";
        var ip = rest.EndsWith("headless", StringComparison.Ordinal) ? "None" : "10.0.0.1";
        var ports = rest.EndsWith("ports", StringComparison.Ordinal) ? "[]" : "[{port: 80}]";
        return Slipway.Manifests.ManifestYaml.Read(
            $"apiVersion: v1\nkind: Service\nmetadata: {{name: {name}, namespace: {ns}}}\n"
                + $"spec: {{clusterIP: {ip}, ports: {ports}, selector: {selector}}}\n",
            "test"
        )[0];
    }
}
