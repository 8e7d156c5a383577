using System.Globalization;
using Slipway.Reporting;
using Slipway.Values;

namespace Slipway.Kubernetes.Objects;

/// <summary>Names objects in one line that stays readable however many they are.</summary>
public static class ObjectSummary
{
    private const int MostNamed = 10;

    /// <summary>
    /// Reports what happens to some objects: a milestone with their names, or with their number by kind where
    /// they are many; then the names are background.
    /// </summary>
    /// <param name="reporter">Where to.</param>
    /// <param name="what">What happens to them, for example <c>Apply configuration</c>.</param>
    /// <param name="objects">The objects.</param>
    public static void ReportObjects(this IReporter reporter, string what, IReadOnlyList<ObjectKey> objects)
    {
        reporter.Info($"{what}: {Of(objects)}");
        if (objects.Count > MostNamed)
            reporter.Detail($"{what}:\n{string.Join('\n', objects.Select(o => $"  {o.Display}"))}");
    }

    /// <summary><c>deployment/movie, service/movie</c>, or <c>998 ConfigMaps, 2 Secrets</c>.</summary>
    public static string Of(IReadOnlyList<ObjectKey> objects) =>
        objects.Count <= MostNamed
            ? string.Join(", ", objects.Select(o => NameAmong(objects, o)))
            : string.Join(
                ", ",
                objects
                    .GroupBy(o => o.GroupKind)
                    .OrderByDescending(kind => kind.Count())
                    .ThenBy(kind => $"{kind.Key}", StringComparer.Ordinal)
                    .Select(kind => Counted(kind.Count(), kind.Key))
            );

    /// <summary>
    /// What one object is called among others: the same name in two namespaces is two objects, so these are named with
    /// their namespaces.
    /// </summary>
    /// <param name="objects">All that are named together.</param>
    /// <param name="key">One of them.</param>
    public static string NameAmong(IReadOnlyList<ObjectKey> objects, ObjectKey key) =>
        objects.Count(o => o.Display == key.Display) > 1 ? $"{key}" : key.Display;

    private static string Counted(int count, GroupKind kind)
    {
        var name = count == 1 ? kind.Kind : KindNames.Plural(kind.Kind);
        var group = kind.IsBuiltIn ? "" : $".{kind.Group}";
        return string.Create(CultureInfo.InvariantCulture, $"{count:N0} {name}{group}");
    }
}
