using LocalCluster.Schema;
using LocalCluster.Schema.OpenApi;
using LocalCluster.Schema.ServedKinds;

namespace LocalCluster.Tests.Schema;

public sealed class FieldWordsTests
{
    [Fact]
    public void Every_field_that_is_described_exists_and_the_usual_ones_are()
    {
        var kinds = BuiltInKinds.Load();
        var (words, types) = (FieldDescriptions.Read(), kinds.Types.ToLookup(t => t.Name));
        Assert.Empty(
            words.Described.GroupBy(d => d.Type).Where(g => !types.Contains(g.Key)).Select(g => g.Key)
        );
        // A line may describe the fields of several types, of which each has some.
        var fields = types.SelectMany(t => t).SelectMany(t => t.Fields.Keys).ToHashSet();
        Assert.DoesNotContain(words.Described, d => !fields.Contains(d.Field));
        foreach (
            var name in new[]
            {
                "io.k8s.api.apps.v1.DeploymentSpec",
                "io.k8s.api.core.v1.Container",
                "io.k8s.api.core.v1.Probe",
                "io.k8s.api.core.v1.ServicePort",
                "io.k8s.api.autoscaling.v2.HPAScalingRules",
            }
        )
        {
            var type = kinds.Type(name);
            Assert.DoesNotContain(type.Fields.Values, f => words.Of(type, f).Length == 0);
        }
    }
}
