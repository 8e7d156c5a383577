namespace Nuke.Common.Tooling;

/// <summary>Changes options for one of several values.</summary>
public delegate T Configure<T, TValue>(T options, TValue value);
