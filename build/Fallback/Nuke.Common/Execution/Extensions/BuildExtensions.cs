using System.Reflection;
using Serilog;

namespace Nuke.Common.Execution;

/// <summary>The extensions of a build, in their order.</summary>
internal sealed class BuildExtensions
{
    private readonly List<IBuildExtension> _all;

    internal BuildExtensions(NukeBuild build)
    {
        var type = build.GetType();
        var attributes = type.GetCustomAttributes<BuildExtensionAttributeBase>(inherit: true)
            .Concat(
                type.GetInterfaces().SelectMany(x => x.GetCustomAttributes<BuildExtensionAttributeBase>())
            )
            .ToList();
        attributes.ForEach(x => x.Build = build);
        _all = [.. attributes.OrderByDescending(x => x.Priority)];
    }

    internal IReadOnlyList<T> Of<T>()
        where T : IBuildExtension => [.. _all.OfType<T>()];

    internal void Call<T>(string name, Action<T> call)
        where T : IBuildExtension
    {
        foreach (var extension in _all.OfType<T>())
        {
            Log.Verbose(
                "{Extension:l}.{Event:l} ({Priority})",
                extension.GetType().Name,
                name,
                extension.Priority
            );
            call(extension);
        }
    }
}
