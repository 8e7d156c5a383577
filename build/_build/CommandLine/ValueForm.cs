namespace Slipway.Targets.CommandLine;

/// <summary>What a value of a parameter must look like.</summary>
internal enum ValueForm
{
    /// <summary>Present or absent; <c>true</c> and <c>false</c> are accepted.</summary>
    Switch,

    /// <summary>Any text.</summary>
    Text,

    /// <summary>A whole number.</summary>
    Number,

    /// <summary>One of a few words.</summary>
    Choice,

    /// <summary>Names of targets, with <c>+</c> between them.</summary>
    Target,
}
