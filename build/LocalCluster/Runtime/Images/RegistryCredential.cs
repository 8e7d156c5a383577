using System.Net.Http.Headers;
using System.Text;

namespace LocalCluster.Runtime.Images;

/// <summary>A user of a registry. Never printed.</summary>
internal sealed class RegistryCredential(string user, string password)
{
    public AuthenticationHeaderValue Basic { get; } =
        new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}")));
}
