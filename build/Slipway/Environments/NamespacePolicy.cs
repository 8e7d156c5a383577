namespace Slipway.Environments;

/// <summary>Which namespaces the objects of an environment may be in.</summary>
/// <param name="Home">
/// The application's own: of its records, its lock, and everything that names no namespace.
/// </param>
/// <param name="Declared">
/// What <c>environment.yaml</c> calls it; another than <paramref name="Home"/> where the command line says so.
/// Manifests that name it mean the own one.
/// </param>
/// <param name="Others">Those that manifests may name besides (<c>namespaces</c>).</param>
public sealed record NamespacePolicy(string Home, string Declared, IReadOnlyList<string> Others)
{
    /// <summary>All of them, the own one first.</summary>
    public IReadOnlyList<string> All => [Home, .. Others];

    /// <summary>A policy with one namespace and no other.</summary>
    public static NamespacePolicy Only(string ns) => new(ns, ns, []);

    /// <summary>Where an object goes that names a namespace, or none; null where it may not be.</summary>
    public string? Resolve(string? written) =>
        written is null || written == Declared || written == Home ? Home
        : Others.Contains(written) ? written
        : null;
}
