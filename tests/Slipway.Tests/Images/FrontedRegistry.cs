using Slipway.Images.Formats;
using Slipway.Images.Registries;
using Slipway.Pipeline.Push;
using Slipway.Values;

namespace Slipway.Tests.Images;

/// <summary>
/// A real registry behind a front that misbehaves where a test says so, and an image of which one layer takes
/// several parts to upload.
/// </summary>
public abstract class FrontedRegistry : IAsyncLifetime
{
    private readonly List<RegistryClient> _clients = [];

    private protected static CancellationToken Ct => TestContext.Current.CancellationToken;

    private protected TemporaryFolder Folder { get; } = new();

    private protected CollectingReporter Reporter { get; } = new();

    private protected EagerTime Time { get; } = new();

    private protected RealRegistry Registry { get; private set; } = null!;

    private protected RegistryFront Front { get; private set; } = null!;

    /// <summary>A client without credentials.</summary>
    private protected RegistryClient Client { get; private set; } = null!;

    private protected BuiltImage Image { get; private set; } = null!;

    /// <summary>Where the image is pushed to, through the front.</summary>
    private protected ImageReference Repository => new(Front.Host, "movies/rating");

    /// <summary>The version as the registry itself has it.</summary>
    private protected ImageReference Version => new(Registry.Host, "movies/rating", "1.0.0");

    public async ValueTask InitializeAsync()
    {
        Registry = await RealRegistry.StartAsync();
        Front = await RegistryFront.StartAsync(Registry.Host);
        Client = NewClient(Time);
        Image = SampleImage.Create(Folder, "image", layerSize: 1_000_000);
    }

    public async ValueTask DisposeAsync()
    {
        _clients.ForEach(client => client.Dispose());
        if (Front is not null)
            await Front.DisposeAsync();
        if (Registry is not null)
            await Registry.DisposeAsync();
        Folder.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>A client that logs in at the front.</summary>
    private protected RegistryClient LoggedIn(string secret = "secret", TimeProvider? time = null) =>
        NewClient(time ?? Time, new RegistryCredentials("ada", secret));

    private protected RegistryClient NewClient(TimeProvider time, RegistryCredentials? login = null)
    {
        var client = new RegistryClient(
            Reporter,
            time,
            new RegistryOptions
            {
                ChunkSize = 400_000,
                Credentials = login is null
                    ? new Dictionary<string, RegistryCredentials>()
                    : new Dictionary<string, RegistryCredentials> { [Front.Host] = login },
            }
        );
        _clients.Add(client);
        return client;
    }

    /// <summary>Pushes the image through the front.</summary>
    private protected Task<PushedImage> PushAsync(RegistryClient? client = null) =>
        new ImagePush(client ?? Client, Reporter, Time).PushAsync(Image, Repository, "1.0.0", Ct);
}
