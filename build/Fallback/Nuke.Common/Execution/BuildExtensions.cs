using System.Reflection;
using Serilog;

namespace Nuke.Common.Execution;

/// <summary>The extensions of a build: attributes of its class and its components.</summary>
internal static class BuildExtensions
{
    /// <summary>Calls them by descending priority.</summary>
    internal static void OnBuildInitialized(NukeBuild build, IReadOnlyList<ExecutableTarget> targets)
    {
        var type = build.GetType();
        var extensions = type.GetCustomAttributes<BuildExtensionAttributeBase>(inherit: true)
            .Concat(
                type.GetInterfaces().SelectMany(x => x.GetCustomAttributes<BuildExtensionAttributeBase>())
            )
            .OrderByDescending(x => x.Priority);
        foreach (var extension in extensions)
        {
            extension.Build = build;
            if (extension is not IOnBuildInitialized hook)
                continue;
            Log.Verbose("{Extension:l} ({Priority})", extension.GetType().Name, extension.Priority);
            hook.OnBuildInitialized(targets, build.ExecutionPlan);
        }
    }
}
