namespace Nuke.Common.Tooling;

/// <summary>Returns changed options.</summary>
public delegate T Configure<T>(T options);
