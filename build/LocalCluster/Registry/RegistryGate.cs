using System.Text.Json.Nodes;
using LocalCluster.Api.Access;
using Microsoft.AspNetCore.Http;

namespace LocalCluster.Registry;

/// <summary>Lets in who may do what a request asks for, and answers those who want a token.</summary>
internal sealed class RegistryGate(RegistryTokens tokens)
{
    private const string Service = "slipway-local";

    /// <exception cref="RegistryException">403: another site's page asks. 401: the caller may not do this, or
    /// its credentials do not hold.</exception>
    public void Check(HttpContext http, RegistryPath path)
    {
        if (LocalRequests.Refusal(http.Request) is { } refusal)
            throw RegistryException.Denied(refusal);
        if (path.Resource == RegistryResource.Token)
            return;
        var right = tokens.Of(http.Request.Headers.Authorization.ToString());
        var needed = IsRead(http.Request, path) ? RegistryRight.Pull : RegistryRight.Push;
        // Docker asks at the base alone how it must log in, and would never send what it was not asked for.
        var isEnough = right is null
            ? needed == RegistryRight.Pull && path.Resource != RegistryResource.Base
            : right >= needed;
        if (isEnough)
            return;
        http.Response.Headers.WWWAuthenticate =
            $"Bearer realm=\"http://{http.Request.Host}{RegistryPath.Token}\",service=\"{Service}\""
            + (RegistryStore.IsName(path.Name) ? $",scope=\"repository:{path.Name}:pull,push\"" : "")
            + (
                right is null
                    ? ""
                    : $",error=\"{(right == RegistryRight.None ? "invalid_token" : "insufficient_scope")}\""
            );
        throw RegistryException.Unauthorized(
            needed == RegistryRight.Push
                ? "Writing needs the registry's token, pki/registry-token in the cluster's folder."
                : "The credentials are wrong, have expired, or are missing."
        );
    }

    /// <summary>Gives a token: for the password one to write with, for nothing one to read with.</summary>
    public Task AnswerAsync(HttpContext http)
    {
        var right = tokens.Of(http.Request.Headers.Authorization.ToString());
        if (right == RegistryRight.None)
            throw RegistryException.Unauthorized("The password is not the registry's token.");
        var token = tokens.Issue(right ?? RegistryRight.Pull);
        http.Response.ContentType = "application/json";
        http.Response.Headers.CacheControl = "no-store";
        return http.Response.WriteAsync(
            new JsonObject
            {
                ["token"] = token,
                ["access_token"] = token,
                ["expires_in"] = (int)RegistryTokens.Life.TotalSeconds,
            }.ToJsonString(),
            http.RequestAborted
        );
    }

    // The state of an upload is for who uploads.
    private static bool IsRead(HttpRequest request, RegistryPath path) =>
        (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
        && path.Resource is not (RegistryResource.Upload or RegistryResource.Uploads);
}
