namespace Docker.DotNet.Models;

/// <summary>Nothing: the value of a set's entries.</summary>
public struct EmptyStruct;
