using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace ServiceDefaults.Settings;

/// <summary>
/// Settings that the framework reads itself: listen addresses and log levels. It would fail on an invalid one
/// before the service's settings are checked, so invalid ones are replaced until then and reported with all
/// other errors.
/// </summary>
internal sealed class HostSettings
{
    private sealed class Mistakes(IReadOnlyList<string> mistakes) : IValidateOptions<HostSettings>
    {
        public ValidateOptionsResult Validate(string? name, HostSettings options) =>
            mistakes.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(mistakes);
    }

    public static void Add(WebApplicationBuilder builder)
    {
        var addresses = ListenAddresses.Read(builder.Configuration);
        var levels = LogLevels.Mistakes(builder.Configuration);
        builder.WebHost.UseUrls([.. addresses.Urls]);
        builder.Configuration.AddInMemoryCollection(
            levels.Keys.Select(path => KeyValuePair.Create<string, string?>(path, LogLevels.Default))
        );
        builder.Services.AddOptions<HostSettings>().ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<HostSettings>>(
            new Mistakes([.. levels.Values, .. addresses.Mistakes])
        );
    }
}

internal static class HostSettingsExtensions
{
    public static void AddHostSettings(this WebApplicationBuilder builder) => HostSettings.Add(builder);
}
