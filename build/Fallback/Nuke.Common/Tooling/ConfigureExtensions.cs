namespace Nuke.Common.Tooling;

/// <summary>Applies configurators.</summary>
public static class ConfigureExtensions
{
    public static T Apply<T>(this T options, Configure<T> configurator) =>
        configurator == null ? options : configurator(options);

    public static T Apply<T, TValue>(this T options, Configure<T, TValue> configurator, TValue value) =>
        configurator == null ? options : configurator(options, value);
}
