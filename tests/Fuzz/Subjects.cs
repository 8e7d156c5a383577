namespace Slipway.Fuzz;

/// <summary>Everything that reads what others wrote.</summary>
internal static class Subjects
{
    public static IReadOnlyList<Subject> All { get; } =
    [
        .. RepositorySubjects.All,
        .. TextSubjects.All,
        .. ImageSubjects.All,
        .. ContentSubjects.All,
        .. ClusterSubjects.All,
        .. ObjectSubjects.All,
    ];
}
