using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace ServiceDefaults.Settings;

/// <summary>Options that are read from a section of the configuration.</summary>
public static class SettingsExtensions
{
    /// <summary>
    /// Adds options that are validated at startup. Values must fit the property's type, <c>[Required]</c> and
    /// <c>[Range]</c>, and a key without a property is an error. Unlike <c>Bind</c>, which throws at the
    /// first value that it cannot convert, this reports all errors, with the allowed values.
    /// </summary>
    /// <typeparam name="T">A class with a property for each key; the values it starts with are the defaults.</typeparam>
    /// <param name="builder">The service.</param>
    /// <param name="section">The section, for example <c>Shutdown</c>.</param>
    /// <param name="name">The options' name, where there are several of the type.</param>
    public static OptionsBuilder<T> AddSettings<T>(
        this IHostApplicationBuilder builder,
        string section,
        string? name = null
    )
        where T : class
    {
        var options = builder.Services.AddOptions<T>(name).ValidateOnStart();
        var binding = new SettingsBinding<T>(options.Name, builder.Configuration.GetSection(section));
        builder.Services.AddSingleton<IConfigureOptions<T>>(binding);
        builder.Services.AddSingleton<IValidateOptions<T>>(binding);
        return options;
    }

    private sealed class SettingsBinding<T>(string optionsName, IConfigurationSection section)
        : IConfigureNamedOptions<T>,
            IValidateOptions<T>
        where T : class
    {
        public void Configure(string? name, T options)
        {
            if (name == optionsName)
                SettingsBinder.Bind(section, options);
        }

        public void Configure(T options) => Configure(Options.DefaultName, options);

        public ValidateOptionsResult Validate(string? name, T options)
        {
            if (name != optionsName)
                return ValidateOptionsResult.Skip;
            var mistakes = SettingsBinder.Mistakes(section, options);
            return mistakes.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(mistakes);
        }
    }
}
