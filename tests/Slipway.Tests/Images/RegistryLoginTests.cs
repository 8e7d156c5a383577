using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Http;
using Slipway.Images.Bases;
using Slipway.Images.Formats;
using Slipway.Images.Registries;
using Slipway.Pipeline.Push;
using Slipway.Values;

namespace Slipway.Tests.Images;

public sealed class RegistryLoginTests : IDisposable
{
    private static readonly RegistryCredentials s_credentials = new(RealRegistry.User, RealRegistry.Password);

    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;
    private readonly TemporaryFolder _folder = new();
    private readonly CollectingReporter _reporter = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Credentials_that_are_handed_in_open_a_closed_registry()
    {
        await using var registry = await RealRegistry.StartAsync(withPassword: true);

        var pushed = await PushAsync(Client(registry.Host, s_credentials), registry.Repository("rating"));

        Assert.True(pushed.New);
    }

    [Fact]
    public async Task What_docker_login_left_behind_opens_a_closed_registry()
    {
        await using var registry = await RealRegistry.StartAsync(withPassword: true);
        var auth = Convert.ToBase64String(
            Encoding.UTF8.GetBytes($"{RealRegistry.User}:{RealRegistry.Password}")
        );
        _folder.Write("config.json", $$"""{"auths": {"{{registry.Host}}": {"auth": "{{auth}}"} } }""");

        var pushed = await PushAsync(Client(), registry.Repository("rating"));

        Assert.True(pushed.New);
    }

    [Fact]
    public async Task A_credential_helper_is_asked_for_its_registry()
    {
        var logins = Helper(
            """
            read registry
            echo "{\"ServerURL\":\"$registry\",\"Username\":\"ada\",\"Secret\":\"from $1 $registry\"}"
            """
        );
        _folder.Write("config.json", """{"credHelpers":{"registry.example.com":"slipwaytest"}}""");

        Assert.Equal(
            new RegistryCredentials("ada", "from get registry.example.com"),
            await logins.FindAsync("registry.example.com", _ct)
        );
        Assert.Null(await logins.FindAsync("other.example.com", _ct));
    }

    // A public image can be had all the same.
    [Theory]
    [InlineData("echo 'vault is sealed' >&2; exit 3", "vault is sealed")]
    [InlineData("echo 'login expired'; exit 1", "login expired")]
    [InlineData("exit 4", "it exited with code 4")]
    public async Task A_credential_helper_that_fails_is_told_of(string script, string why)
    {
        var logins = Helper(script);

        Assert.Null(await logins.FindAsync("registry.example.com", _ct));

        Assert.Equal(
            [$"docker-credential-slipwaytest returned no login for registry.example.com: {why}"],
            _reporter.Notices.Select(notice => notice.Text)
        );
    }

    [Fact]
    public async Task A_credential_helper_that_knows_nothing_is_nothing_to_speak_of()
    {
        var logins = Helper("echo credentials not found in native keychain; exit 1");

        Assert.Null(await logins.FindAsync("registry.example.com", _ct));
        Assert.Empty(_reporter.Notices);
    }

    [Fact]
    public async Task The_answer_of_a_credential_helper_is_not_shown_where_it_makes_no_sense()
    {
        var logins = Helper("echo hunter2");

        var refusal = await Assert.ThrowsAnyAsync<Refusal>(() =>
            logins.FindAsync("registry.example.com", _ct)
        );

        Assert.Contains("The answer of docker-credential-slipwaytest is invalid", refusal.What);
        Assert.DoesNotContain("hunter2", refusal + string.Join('\n', _reporter.Notices));
    }

    [Fact]
    public async Task A_credential_helper_is_asked_once_and_again_when_its_answer_is_over()
    {
        Helper(
            """
            echo asked >> "$(dirname "$0")/asked"
            echo '{"Username":"ada","Secret":"s"}'
            """
        );
        var options = new RegistryOptions
        {
            DockerConfigDirectory = _folder.Path,
            CredentialStorePath = _folder.Path,
        };
        var tokens = new TokenRequest(
            (_, _, _) => throw new InvalidOperationException(),
            new LimitedContent(TimeProvider.System),
            _ => true
        );
        var authorization = new RegistryAuthorization(options, tokens, _reporter);
        AuthChallenge[] basic = [AuthChallenge.Parse("Basic", "realm=\"x\"")];
        int Asked() => File.ReadAllLines(_folder.At("asked")).Length;

        await Task.WhenAll(
            ((string[])["a", "b", "c"]).Select(scope =>
                authorization.AnswerAsync("registry.example.com", scope, basic, _ct)
            )
        );
        Assert.Equal(1, Asked());
        await authorization.AnswerAsync("registry.example.com", "a", basic, _ct);
        Assert.Equal(2, Asked());
    }

    [Fact]
    public async Task A_credential_helper_that_is_missing_is_named()
    {
        _folder.Write("config.json", """{"credsStore":"nowhere"}""");
        var logins = new DockerLogins(_folder.Path, _reporter, searchPath: _folder.Path);

        var refusal = await Assert.ThrowsAnyAsync<Refusal>(() =>
            logins.FindAsync("registry.example.com", _ct)
        );

        Assert.Contains("'docker-credential-nowhere'", refusal.What);
    }

    [Fact]
    public async Task A_broken_docker_configuration_is_refused_without_quoting_it()
    {
        _folder.Write("config.json", """{"auths":{"registry.example.com":{"auth":"hunter2!"}}}""");

        var refusal = await Assert.ThrowsAnyAsync<Refusal>(() =>
            new DockerLogins(_folder.Path, _reporter).FindAsync("registry.example.com", _ct)
        );

        Assert.DoesNotContain("hunter2", refusal.ToString());
        Assert.EndsWith("config.json", refusal.Where);
    }

    [Fact]
    public async Task Wrong_credentials_are_refused_without_showing_them()
    {
        await using var registry = await RealRegistry.StartAsync(withPassword: true);
        var client = Client(registry.Host, s_credentials with { Secret = "hunter2" });

        var refusal = await Assert.ThrowsAnyAsync<Refusal>(() =>
            PushAsync(client, registry.Repository("rating"))
        );

        Assert.Equal($"The registry {registry.Host} rejected the credentials.", refusal.What);
        Assert.DoesNotContain("hunter2", refusal + string.Join('\n', _reporter.Notices));
    }

    [Fact]
    public async Task Missing_credentials_are_refused_with_the_way_to_get_them()
    {
        await using var registry = await RealRegistry.StartAsync(withPassword: true);

        var refusal = await Assert.ThrowsAnyAsync<Refusal>(() =>
            PushAsync(Client(), registry.Repository("rating"))
        );

        Assert.Equal(
            $"The registry {registry.Host} requires credentials, but none are configured.",
            refusal.What
        );
        Assert.Contains($"docker login {registry.Host}", refusal.Next);
    }

    [Fact]
    public async Task Tokens_are_fetched_for_the_rights_that_are_needed_and_anew_when_they_expire()
    {
        await using var registry = await RealRegistry.StartAsync();
        await using var front = await RegistryFront.StartAsync(registry.Host);
        var service = new TokenService(front, usesPerToken: 3);
        front.Intercept = service.HandleAsync;

        var pushed = await PushAsync(
            Client(front.Host, s_credentials),
            new ImageReference(front.Host, "movies/rating")
        );

        Assert.True(pushed.New);
        Assert.Contains(
            "service=the-registry&scope=repository%3Amovies%2Frating%3Apull%2Cpush",
            service.Queries
        );
        Assert.True(service.Issued > 2);
        Assert.All(service.Logins, login => Assert.Equal("ada:secret", login));
    }

    [Fact]
    public async Task A_redirect_to_another_host_does_not_carry_the_token()
    {
        await using var registry = await RealRegistry.StartAsync();
        await using var front = await RegistryFront.StartAsync(registry.Host);
        await using var store = await RegistryFront.StartAsync(registry.Host);
        var client = Client(front.Host, s_credentials);
        var pushed = await PushAsync(client, new ImageReference(front.Host, "rating"));
        var seen = new ConcurrentQueue<string>();
        var service = new TokenService(front, usesPerToken: int.MaxValue);
        store.Intercept = context =>
        {
            seen.Enqueue(context.Request.Headers.Authorization.ToString());
            return Task.FromResult(false);
        };
        front.Intercept = async context =>
        {
            if (await service.HandleAsync(context))
                return true;
            if (context.Request.Method != "GET" || !context.Request.Path.Value!.Contains("/blobs/"))
                return false;
            context.Response.Redirect(
                $"http://{store.Host}{context.Request.Path}",
                permanent: false,
                preserveMethod: true
            );
            return true;
        };

        await new BaseImageReader(client).ReadAsync(pushed.Reference, Platform.Default, _ct);

        Assert.Equal([""], seen);
    }

    [Fact]
    public void Credentials_do_not_show_their_secret()
    {
        Assert.DoesNotContain("secret", s_credentials.ToString());
        Assert.Contains("ada", s_credentials.ToString());
    }

    [Theory]
    [InlineData("https://registry.example.com/v2/", true)]
    [InlineData("http://registry.example.com/v2/", false)]
    [InlineData("http://intern.example.com:5000/v2/", true)]
    [InlineData("http://web.example.com:80/v2/", true)]
    [InlineData("http://web.example.com/v2/", true)]
    [InlineData("http://localhost:5000/v2/", true)]
    [InlineData("http://127.0.4.2:5000/v2/", true)]
    [InlineData("http://[::1]:5000/v2/", true)]
    [InlineData("http://localhost.example.com/v2/", false)]
    [InlineData("ftp://localhost/", false)]
    public void Secrets_travel_in_plain_text_only_on_loopback_or_where_it_is_allowed(string uri, bool allowed)
    {
        var endpoints = new RegistryEndpoints(
            new RegistryOptions
            {
                PlainHttp = new HashSet<string> { "intern.example.com:5000", "web.example.com:80" },
            }
        );

        Assert.Equal(allowed, endpoints.MayCarrySecrets(new Uri(uri)));
    }

    /// <summary>The logins of a configuration whose store of all is this script.</summary>
    private DockerLogins Helper(string script)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The helper of this test is a shell script.");
        var helper = _folder.Write("docker-credential-slipwaytest", $"#!/bin/sh\n{script}");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(
                helper,
                UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
            );
        _folder.Write("config.json", """{"credsStore":"slipwaytest"}""");
        return new DockerLogins(_folder.Path, _reporter, searchPath: _folder.Path);
    }

    private RegistryClient Client(string? host = null, RegistryCredentials? credentials = null) =>
        new(
            _reporter,
            TimeProvider.System,
            new RegistryOptions
            {
                DockerConfigDirectory = _folder.Path,
                Credentials = host is null
                    ? new Dictionary<string, RegistryCredentials>()
                    : new Dictionary<string, RegistryCredentials> { [host] = credentials! },
            }
        );

    private async Task<PushedImage> PushAsync(RegistryClient client, ImageReference repository)
    {
        var image = SampleImage.Create(_folder, "image");
        return await new ImagePush(client, _reporter, TimeProvider.System).PushAsync(
            image,
            repository,
            "1.0.0",
            _ct
        );
    }
}
