namespace ServiceDefaults.Settings;

/// <summary>
/// The service cannot start with its settings. The message has one line per mistake and is for the operator.
/// </summary>
public sealed class InvalidSettingsException(IEnumerable<string> mistakes)
    : Exception(string.Join(Environment.NewLine, mistakes));
