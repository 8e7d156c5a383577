using Slipway.Environments;
using Slipway.Images.Registries;

namespace Slipway.Targets.Images;

/// <summary>Settings for the clients of environments' registries. Pure.</summary>
internal static class RegistryAccess
{
    /// <summary>The settings for a client.</summary>
    /// <param name="environments">The environments whose registries are read or written.</param>
    /// <param name="own">
    /// The environment whose registry the credentials are for; null if the command works on all, which leaves
    /// open which of several registries they are for.
    /// </param>
    /// <param name="credentials">Those of the command line; null for none.</param>
    public static RegistryOptions Of(
        IReadOnlyList<EnvironmentSettings> environments,
        EnvironmentSettings? own,
        RegistryCredentials? credentials
    )
    {
        var hosts = environments
            .Where(environment => environment.Registry is not null)
            .ToLookup(HostOf, StringComparer.Ordinal);
        var login =
            own?.Registry is not null ? HostOf(own)
            : hosts.Count == 1 ? hosts.Single().Key
            : null;
        return new RegistryOptions
        {
            PlainHttp = hosts
                .Where(host => host.Any(environment => environment.InsecureRegistry))
                .Select(host => host.Key)
                .ToHashSet(StringComparer.Ordinal),
            Credentials =
                credentials is null || login is null
                    ? new Dictionary<string, RegistryCredentials>()
                    : new Dictionary<string, RegistryCredentials> { [login] = credentials },
        };
    }

    /// <summary>The settings with the login of the local cluster's registry, unless they have another.</summary>
    /// <param name="options">The settings.</param>
    /// <param name="local">The registry and its login; null if there is none.</param>
    public static RegistryOptions WithLocal(
        RegistryOptions options,
        (string Registry, RegistryCredentials Login)? local
    ) =>
        local is not { } found || options.Credentials.ContainsKey(found.Registry)
            ? options
            : options with
            {
                Credentials = new Dictionary<string, RegistryCredentials>(options.Credentials)
                {
                    [found.Registry] = found.Login,
                },
            };

    private static string HostOf(EnvironmentSettings environment) => environment.Registry!.Split('/')[0];
}
