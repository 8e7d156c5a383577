namespace Nuke.Common.Tooling;

/// <summary>Changes options and returns the changed ones.</summary>
public delegate T Configure<T>(T options);
