using System.Text.Json.Nodes;

namespace LocalCluster.Apply;

/// <summary>What differs between two states of an object, in the form of any of its versions.</summary>
internal sealed class VersionedComparison(KindForms forms, JsonObject before, JsonObject after)
{
    private readonly Dictionary<string, Comparison> _byVersion = [];

    /// <summary>In the version of the write.</summary>
    public Comparison Own { get; } = Comparison.Of(forms.Type, before, after);

    /// <summary>In the version in which a manager wrote.</summary>
    public Comparison For(ManagerId manager)
    {
        var version = manager.ApiVersion;
        if (!forms.IsOther(version))
            return Own;
        if (!_byVersion.TryGetValue(version, out var found))
        {
            _byVersion[version] = found = Comparison.Of(
                forms.TypeOf(version),
                forms.To(version, before),
                forms.To(version, after)
            );
        }
        return found;
    }
}
