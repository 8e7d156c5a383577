using System.Net;
using Slipway.Values;

namespace Slipway.Images.Registries;

public sealed partial class RegistryClient
{
    /// <summary>
    /// Finds out whether we may push to a repository: begins an upload (OCI distribution-spec, pushing blobs)
    /// and cancels it. Nothing is written.
    /// </summary>
    /// <param name="repository">Registry and repository; tag and digest are not looked at.</param>
    /// <param name="ct">Cancels the operation.</param>
    /// <exception cref="Refusal">
    /// The registry cannot be reached, does not accept the credentials, or does not let us write there.
    /// </exception>
    public async Task RequirePushAsync(ImageReference repository, CancellationToken ct)
    {
        var (registry, scope) = (repository.Registry, RegistryRequest.Push(repository.Repository));
        var begin = new RegistryRequest(
            HttpMethod.Post,
            registry,
            $"{repository.Repository}/blobs/uploads/",
            scope
        )
        {
            Body = () => new ByteArrayContent([]),
        };
        var location = await _transport.SendAsync(
            begin,
            async response =>
                response.StatusCode is HttpStatusCode.Accepted or HttpStatusCode.Created
                    ? response.Headers.Location is { } target
                    && response.RequestMessage?.RequestUri is { } uri
                        ? new Uri(uri, target)
                        : null
                    : throw await RefusalAsync(registry, repository.Name, response, ct),
            ct
        );
        if (location is null)
            return;
        try
        {
            await _transport.SendAsync(
                new RegistryRequest(HttpMethod.Delete, registry, location.ToString(), scope),
                _ => Task.FromResult(true),
                ct
            );
        }
        catch (RegistryRefusal)
        {
            // Registries forget uploads that nobody goes on with.
        }
    }
}
