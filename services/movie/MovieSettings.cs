using ServiceDefaults.Settings;

namespace Movie;

/// <summary>Where the services that movie asks are, and how long it waits for them.</summary>
public sealed record MovieSettings(Callee Metadata, Callee Rating)
{
    /// <summary>Reads them from the sections <c>Metadata</c> and <c>Rating</c>.</summary>
    public static MovieSettings Read(SettingsReader settings) =>
        new(Callee.Read(settings, "Metadata"), Callee.Read(settings, "Rating"));
}

/// <summary>A service that is asked.</summary>
/// <param name="Url">Its base address.</param>
/// <param name="Timeout">How long its whole answer may take.</param>
public sealed record Callee(Uri Url, TimeSpan Timeout)
{
    /// <summary>Reads one from a section.</summary>
    public static Callee Read(SettingsReader settings, string section) =>
        new(
            settings.HttpUrl($"{section}:Url"),
            settings.Milliseconds($"{section}:TimeoutMilliseconds", 1, 60_000)
        );
}
