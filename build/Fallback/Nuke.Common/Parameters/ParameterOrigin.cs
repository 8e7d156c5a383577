namespace Nuke.Common.Parameters;

internal enum ParameterOrigin
{
    CommandLine,
    Environment,
    File,
}
