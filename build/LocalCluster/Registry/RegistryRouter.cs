using Microsoft.AspNetCore.Http;

namespace LocalCluster.Registry;

/// <summary>Leads a request to its handler, and turns refusals into answers.</summary>
internal sealed class RegistryRouter(string folder, Action<string> log)
{
    private readonly RegistryStore _store = new(folder);
    private readonly UploadStore _uploads = new(Path.Combine(folder, "uploads"));

    public async Task HandleAsync(HttpContext http)
    {
        http.Response.Headers["Docker-Distribution-API-Version"] = "registry/2.0";
        try
        {
            await Route(http, RegistryPath.Parse(http.Request.Path.Value ?? ""));
        }
        catch (RegistryException e) when (!http.Response.HasStarted)
        {
            await RefuseAsync(http, e);
        }
        catch (Exception e) when (e is OperationCanceledException or BadHttpRequestException)
        {
            // The client disconnected; the part of the blob it sent is kept so that it can resume.
            http.Abort();
        }
        catch (IOException e) when (!http.Response.HasStarted)
        {
            log($"registry: {http.Request.Method} {http.Request.Path}: {e.Message}");
            await RefuseAsync(http, new RegistryException(507, "UNKNOWN", e.Message));
        }
    }

    private Task Route(HttpContext http, RegistryPath path)
    {
        if (path.Name.Length > 0 && !RegistryStore.IsName(path.Name))
            throw RegistryException.NameInvalid(path.Name);
        return path.Resource switch
        {
            RegistryResource.Base => Task.CompletedTask,
            RegistryResource.Catalog => new ListHandler(_store).CatalogAsync(http),
            RegistryResource.Tags => new ListHandler(_store).TagsAsync(http, path.Name),
            RegistryResource.Referrers => new ListHandler(_store).ReferrersAsync(
                http,
                path.Name,
                path.Reference
            ),
            RegistryResource.Blob => new BlobHandler(_store).HandleAsync(http, path.Name, path.Reference),
            RegistryResource.Uploads => new UploadHandler(_store, _uploads).BeginAsync(http, path.Name),
            RegistryResource.Upload => new UploadHandler(_store, _uploads).GoAsync(
                http,
                path.Name,
                path.Reference
            ),
            RegistryResource.Manifest => new ManifestHandler(_store).HandleAsync(
                http,
                path.Name,
                path.Reference
            ),
            _ => throw new RegistryException(404, "UNSUPPORTED", $"There is nothing at {http.Request.Path}."),
        };
    }

    private static async Task RefuseAsync(HttpContext http, RegistryException error)
    {
        http.Response.StatusCode = error.Status;
        http.Response.ContentType = "application/json";
        if (http.Request.Method != "HEAD")
            await http.Response.WriteAsync(error.Body);
    }
}
