using Microsoft.AspNetCore.Http;
using Slipway.Images.Bases;
using Slipway.Values;

namespace Slipway.Tests.Images;

/// <summary>Where a registry sends its clients, and what those must not take along.</summary>
public sealed class ForeignHostTests : FrontedRegistry
{
    [Fact]
    public async Task A_blob_store_that_asks_who_we_are_does_not_get_the_credentials_of_the_registry()
    {
        await using var store = await RegistryFront.StartAsync(Registry.Host);
        var client = LoggedIn();
        var pushed = await PushAsync(client);
        Front.Intercept = context =>
        {
            if (context.Request.Method != "GET" || !context.Request.Path.Value!.Contains("/blobs/"))
                return Task.FromResult(false);
            context.Response.Redirect($"http://{store.Host}/stored", permanent: false, preserveMethod: true);
            return Task.FromResult(true);
        };
        store.Intercept = context =>
        {
            context.Response.StatusCode = 401;
            context.Response.Headers.WWWAuthenticate = $"Bearer realm=\"http://{store.Host}/token\"";
            return Task.FromResult(true);
        };

        await Assert.ThrowsAnyAsync<Refusal>(() =>
            new BaseImageReader(client).ReadAsync(pushed.Reference, Platform.Default, Ct)
        );

        Assert.Equal(["GET /stored"], store.Requests);
    }

    [Fact]
    public async Task An_upload_is_not_sent_to_an_address_without_TLS()
    {
        var client = LoggedIn();
        Front.Intercept = context =>
        {
            if (context.Request.Method != "POST")
                return Task.FromResult(false);
            context.Response.StatusCode = 202;
            context.Response.Headers.Location = "http://registry.invalid/v2/movies/rating/blobs/uploads/1";
            return Task.FromResult(true);
        };

        var refusal = await Assert.ThrowsAnyAsync<Refusal>(() => PushAsync(client));

        Assert.Equal($"The registry {Front.Host} redirects to registry.invalid without TLS.", refusal.What);
        Assert.Contains("X-Forwarded-Proto", refusal.Next);
    }

    [Fact]
    public async Task A_download_is_not_taken_from_an_address_without_TLS()
    {
        var client = LoggedIn();
        Front.Intercept = context =>
        {
            context.Response.Redirect("http://store.invalid/", permanent: false, preserveMethod: true);
            return Task.FromResult(true);
        };

        var refusal = await Assert.ThrowsAnyAsync<Refusal>(() => client.PingAsync(Front.Host, Ct));

        Assert.Equal($"The registry {Front.Host} redirects to store.invalid without TLS.", refusal.What);
    }
}
