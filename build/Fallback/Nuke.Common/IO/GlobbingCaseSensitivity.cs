namespace Nuke.Common.IO;

public enum GlobbingCaseSensitivity
{
    Auto,
    CaseSensitive,
    CaseInsensitive,
}
