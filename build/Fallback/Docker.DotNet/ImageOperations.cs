using System.Net.Http.Headers;
using Docker.DotNet.Models;
using Docker.DotNet.Transport;

namespace Docker.DotNet;

internal sealed partial class ImageOperations(Engine engine) : IImageOperations
{
    public async Task BuildImageFromDockerfileAsync(
        ImageBuildParameters parameters,
        Stream contents,
        IEnumerable<AuthConfig>? authConfigs,
        IDictionary<string, string>? headers,
        IProgress<JSONMessage> progress,
        CancellationToken cancellationToken = default
    )
    {
        var content = new StreamContent(contents);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/x-tar");
        var request = new HttpRequestMessage(HttpMethod.Post, $"build{BuildQuery.Of(parameters)}")
        {
            Content = content,
        };
        // What the caller gives goes before what is made of the logins.
        var all = new Dictionary<string, string>(headers ?? new Dictionary<string, string>());
        all.TryAdd(RegistryHeaders.Many, RegistryHeaders.Of(RegistryHeaders.ByServer(authConfigs)));
        foreach (var (name, value) in all)
            request.Headers.TryAddWithoutValidation(name, value);
        await using var stream = await engine.OpenAsync(request, Refusals.General, cancellationToken);
        await MessageStream.ReportAsync(stream, progress, cancellationToken);
    }

    public async Task CreateImageAsync(
        ImagesCreateParameters parameters,
        AuthConfig? authConfig,
        IProgress<JSONMessage> progress,
        CancellationToken cancellationToken = default
    )
    {
        var query = new Query().Add("fromImage", parameters.FromImage).Add("tag", parameters.Tag);
        var request = new HttpRequestMessage(HttpMethod.Post, $"images/create{query}");
        request.Headers.Add(RegistryHeaders.One, RegistryHeaders.Of(authConfig ?? new AuthConfig()));
        await using var stream = await engine.OpenAsync(request, Refusals.General, cancellationToken);
        await MessageStream.ReportAsync(stream, progress, cancellationToken);
    }

    public Task<IList<IDictionary<string, string>>> DeleteImageAsync(
        string name,
        ImageDeleteParameters parameters,
        CancellationToken cancellationToken = default
    )
    {
        var query = new Query().Add("force", parameters.Force).Add("noprune", parameters.NoPrune);
        return engine.ReadAsync(
            new HttpRequestMessage(HttpMethod.Delete, $"images/{Query.Path(name)}{query}"),
            ModelsJson.Default.IListIDictionaryStringString,
            Refusals.Image,
            cancellationToken
        );
    }

    public Task<ImageInspectResponse> InspectImageAsync(
        string name,
        CancellationToken cancellationToken = default
    ) =>
        engine.GetAsync(
            $"images/{Query.Path(name)}/json",
            ModelsJson.Default.ImageInspectResponse,
            Refusals.Image,
            cancellationToken
        );

    public async Task PushImageAsync(
        string name,
        ImagePushParameters parameters,
        AuthConfig? authConfig,
        IProgress<JSONMessage> progress,
        CancellationToken cancellationToken = default
    )
    {
        var query = new Query().Add("tag", parameters.Tag);
        var request = new HttpRequestMessage(HttpMethod.Post, $"images/{Query.Path(name)}/push{query}");
        request.Headers.Add(RegistryHeaders.One, RegistryHeaders.Of(authConfig ?? new AuthConfig()));
        await using var stream = await engine.OpenAsync(request, Refusals.General, cancellationToken);
        await MessageStream.ReportAsync(stream, progress, cancellationToken);
    }

    public Task<Stream> SaveImageAsync(string name, CancellationToken cancellationToken = default) =>
        engine.OpenAsync(
            new HttpRequestMessage(HttpMethod.Get, $"images/get{new Query().Add("names", name)}"),
            Refusals.Image,
            cancellationToken
        );

    public async Task TagImageAsync(
        string name,
        ImageTagParameters parameters,
        CancellationToken cancellationToken = default
    )
    {
        var query = new Query()
            .Add("repo", parameters.RepositoryName)
            .Add("tag", parameters.Tag)
            .Add("force", parameters.Force);
        using var response = await engine.SendAsync(
            new HttpRequestMessage(HttpMethod.Post, $"images/{Query.Path(name)}/tag{query}"),
            Refusals.Image,
            cancellationToken
        );
    }
}
