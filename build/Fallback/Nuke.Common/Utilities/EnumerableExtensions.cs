namespace Nuke.Common.Utilities.Collections;

/// <summary>What sequences lack.</summary>
public static class EnumerableExtensions
{
    public static void ForEach<T>(this IEnumerable<T> enumerable, Action<T> action)
    {
        foreach (var item in enumerable)
            action(item);
    }

    public static IEnumerable<T> WhereNotNull<T>(this IEnumerable<T> enumerable)
        where T : class => enumerable.Where(x => x != null);
}
