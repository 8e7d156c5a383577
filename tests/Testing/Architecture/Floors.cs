using ArchUnitNET.Domain;
using ArchUnitNET.Loader;
using Assembly = System.Reflection.Assembly;

namespace Testing;

/// <summary>
/// An assembly's top namespaces as the floors of a house: types use their own floor and those below it.
/// </summary>
public sealed class Floors
{
    private readonly string _root;
    private readonly List<string> _bottomToTop;
    private readonly List<(IType From, IType To)> _uses;
    private readonly HashSet<string> _found;

    /// <param name="assembly">The assembly.</param>
    /// <param name="root">The namespace that holds the floors, for example <c>LocalCluster</c>.</param>
    /// <param name="bottomToTop">The floors' namespaces below the root, the lowest first.</param>
    public Floors(Assembly assembly, string root, params IEnumerable<string> bottomToTop)
    {
        (_root, _bottomToTop) = (root, [.. bottomToTop]);
        var types = new ArchLoader().LoadAssembly(assembly).Build().Types.Where(IsOnAFloor).ToList();
        _found = [.. types.Select(Floor)];
        _uses =
        [
            .. types
                .SelectMany(type => type.Dependencies, (type, use) => (From: type, To: use.Target))
                .Where(use => IsOnAFloor(use.To))
                .Distinct(),
        ];
    }

    /// <summary>The namespaces that the list of floors leaves out, and the floors that hold no type.</summary>
    public IEnumerable<string> Unknown() =>
        [
            .. _found.Except(_bottomToTop).Select(f => $"{f} is not in the list of floors"),
            .. _bottomToTop.Except(_found).Select(f => $"floor {f} holds no type"),
        ];

    /// <summary>Every use of a type on a higher floor.</summary>
    public IEnumerable<string> UpwardUses() =>
        from use in _uses
        where Height(use.To) > Height(use.From)
        select $"type {use.From.FullName} in floor {Floor(use.From)} uses type {use.To.FullName} in floor "
            + $"{Floor(use.To)} above it";

    /// <summary>Every use that is part of a circle of namespaces within a floor.</summary>
    public IEnumerable<string> Circles()
    {
        var inside = _uses
            .Where(use => Floor(use.From) == Floor(use.To) && Of(use.From) != Of(use.To))
            .ToList();
        var next = inside.ToLookup(use => Of(use.From), use => Of(use.To));
        return from use in inside
            where Reachable(next, Of(use.To)).Contains(Of(use.From))
            select $"type {use.From.FullName} uses type {use.To.FullName}, and {Of(use.To)} leads back to "
                + Of(use.From);
    }

    private static HashSet<string> Reachable(ILookup<string, string> next, string start)
    {
        HashSet<string> reached = [];
        var open = new Stack<string>([start]);
        while (open.TryPop(out var at))
        {
            foreach (var further in next[at].Where(reached.Add))
                open.Push(further);
        }
        return reached;
    }

    private bool IsOnAFloor(IType type) =>
        type.Namespace?.FullName.StartsWith($"{_root}.", StringComparison.Ordinal) == true;

    private static string Of(IType type) => type.Namespace.FullName;

    private string Floor(IType type) => Of(type)[(_root.Length + 1)..].Split('.')[0];

    private int Height(IType type) => _bottomToTop.IndexOf(Floor(type));
}
