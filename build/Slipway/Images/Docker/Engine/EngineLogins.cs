using System.Text;
using System.Text.Json.Nodes;
using Slipway.Images.Registries;

namespace Slipway.Images.Docker.Engine;

/// <summary>
/// The logins that an engine pulls with while it builds: the header <c>X-Registry-Config</c> (Docker Engine
/// API, "Build an image"). It is written here, since Docker.DotNet encodes it for mail (RFC 4648, section 4)
/// where the engine expects the alphabet for addresses (section 5), and drops all logins that it cannot read.
/// </summary>
internal static class EngineLogins
{
    private const string HeaderName = "X-Registry-Config";

    // Docker Hub's logins go by the address of its first API.
    private const string DockerHub = "https://index.docker.io/v1/";

    /// <summary>The header; none where there is no login.</summary>
    /// <param name="logins">By registry.</param>
    public static Dictionary<string, string> Headers(IReadOnlyDictionary<string, RegistryCredentials> logins)
    {
        if (logins.Count == 0)
            return [];
        var all = new JsonObject();
        foreach (var (registry, login) in logins)
        {
            var server = registry == "docker.io" ? DockerHub : registry;
            all[server] = login.IsRefreshToken
                ? new JsonObject { ["identitytoken"] = login.Secret, ["serveraddress"] = server }
                : new JsonObject
                {
                    ["username"] = login.User,
                    ["password"] = login.Secret,
                    ["serveraddress"] = server,
                };
        }
        var text = Convert.ToBase64String(Encoding.UTF8.GetBytes(all.ToJsonString()));
        return new() { [HeaderName] = text.Replace('+', '-').Replace('/', '_') };
    }
}
