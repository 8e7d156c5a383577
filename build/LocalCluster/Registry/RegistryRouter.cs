using Microsoft.AspNetCore.Http;

namespace LocalCluster.Registry;

/// <summary>Leads a request to its handler, and turns refusals into answers.</summary>
internal sealed class RegistryRouter(string folder, RegistryTokens tokens, Action<string> log)
{
    // The errno of a full disk and of a used-up quota; their text would name the file.
    private const int NoSpace = 28;
    private const int NoQuota = 122;

    private readonly RegistryGate _gate = new(tokens);
    private readonly RegistryStore _store = new(folder);
    private readonly UploadStore _uploads = new(Path.Combine(folder, "uploads"));

    public async Task HandleAsync(HttpContext http)
    {
        http.Response.Headers["Docker-Distribution-API-Version"] = "registry/2.0";
        try
        {
            var path = RegistryPath.Parse(http.Request.Path.Value ?? "");
            _gate.Check(http, path);
            await Route(http, path);
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
        catch (Exception e) when (!http.Response.HasStarted)
        {
            log($"registry: {http.Request.Method} {http.Request.Path}: {e}");
            await RefuseAsync(
                http,
                e is IOException && e.HResult is NoSpace or NoQuota
                    ? new RegistryException(507, "UNKNOWN", "There is no space left to store this.")
                    : new RegistryException(500, "UNKNOWN", "An unexpected fault; see the cluster's log.")
            );
        }
    }

    private Task Route(HttpContext http, RegistryPath path)
    {
        var methods = path.Methods;
        if (methods.Count == 0)
            throw RegistryException.NotServed(http.Request.Path);
        if (!methods.Contains(http.Request.Method))
        {
            http.Response.Headers.Allow = string.Join(", ", methods);
            throw RegistryException.Unsupported(http.Request.Method);
        }
        if (path.HasName && !RegistryStore.IsName(path.Name))
            throw RegistryException.NameInvalid(path.Name);
        return path.Resource switch
        {
            RegistryResource.Base => Task.CompletedTask,
            RegistryResource.Token => _gate.AnswerAsync(http),
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
            _ => new ManifestHandler(_store).HandleAsync(http, path.Name, path.Reference),
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
