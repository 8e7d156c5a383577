using Nuke.Common.Execution;

namespace Nuke.Common.CI;

/// <summary>
/// Base of the attributes that describe a build server's configuration. Nothing is generated here.
/// </summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public abstract class ConfigurationAttributeBase : BuildExtensionAttributeBase
{
    /// <summary>
    /// Whether the genuine package writes the configuration file again when the attribute changed.
    /// </summary>
    public bool AutoGenerate { get; set; } = true;
}
