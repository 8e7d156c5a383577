namespace Docker.DotNet.Models;

/// <summary>A program to be run in a container.</summary>
public class ContainerExecCreateParameters
{
    /// <summary>The user, by name or id; that of the container where none is given.</summary>
    public string? User { get; set; }

    /// <summary>Whether it may do everything.</summary>
    public bool Privileged { get; set; }

    /// <summary>Whether it has a terminal.</summary>
    public bool Tty { get; set; }

    /// <summary>Whether it has an input.</summary>
    public bool AttachStdin { get; set; }

    /// <summary>Whether its errors are wanted.</summary>
    public bool AttachStderr { get; set; }

    /// <summary>Whether its output is wanted.</summary>
    public bool AttachStdout { get; set; }

    /// <summary>Further variables, as <c>NAME=value</c>.</summary>
    public IList<string>? Env { get; set; }

    /// <summary>The directory that it starts in.</summary>
    public string? WorkingDir { get; set; }

    /// <summary>The program and its arguments.</summary>
    public IList<string>? Cmd { get; set; }
}
