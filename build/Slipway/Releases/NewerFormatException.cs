namespace Slipway.Releases;

/// <summary>A record is of a format that only a newer Slipway reads. It is not damaged.</summary>
internal sealed class NewerFormatException(int format)
    : FormatException($"it was written by a newer slipway (format {format})");
