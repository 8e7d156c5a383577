namespace Slipway.Targets.Help;

/// <summary>An example command line, shown by <c>./build.sh &lt;Target&gt; --help</c>.</summary>
[AttributeUsage(AttributeTargets.Property, AllowMultiple = true)]
internal sealed class ExampleAttribute(string arguments, string effect) : Attribute
{
    /// <summary>What follows <c>./build.sh</c>.</summary>
    public string Arguments { get; } = arguments;

    /// <summary>What it does.</summary>
    public string Effect { get; } = effect;
}
