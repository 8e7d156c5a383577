using Slipway.Environments;
using Slipway.Images.Docker.Context;
using Slipway.Services;

namespace Slipway.Pipeline.ContainerBuild;

/// <summary>Overrides the build settings of services with those of an environment.</summary>
public static class BuilderSelection
{
    /// <summary>
    /// The services as they are built for an environment. An argument goes to the Dockerfiles that take one
    /// of its name alone: no other image can change with it.
    /// </summary>
    /// <exception cref="Values.Refusal">Some argument is taken by no Dockerfile that is built.</exception>
    public static IReadOnlyList<Service> Apply(IReadOnlyList<Service> services, BuildPolicy policy)
    {
        var untaken = policy.Arguments.Keys.ToHashSet(StringComparer.Ordinal);
        var chosen = services.Select(service => Apply(service, policy, untaken)).ToList();
        return untaken.Count == 0 || chosen.All(service => service.Builder == Builder.DotNet)
            ? chosen
            : throw DockerfileRefusal.NotTaken([.. untaken.Order(StringComparer.Ordinal)]);
    }

    private static Service Apply(Service service, BuildPolicy policy, HashSet<string> untaken)
    {
        if (service.Builder == Builder.DotNet)
            return service;
        if (policy.Builder == BuilderChoice.Project && service.ProjectFile is not null)
            return service with { Builder = Builder.DotNet, Docker = null };
        var dockerfile = Dockerfile.Parse(File.ReadAllText(service.Dockerfile!));
        var arguments = service.Docker!.Arguments.ToDictionary(StringComparer.Ordinal);
        foreach (
            var (name, value) in policy.Arguments.Where(argument => dockerfile.TakesArgument(argument.Key))
        )
        {
            arguments[name] = value;
            untaken.Remove(name);
        }
        return service with { Docker = service.Docker with { Arguments = arguments } };
    }
}
