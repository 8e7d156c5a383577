namespace GitVersion.Cli;

internal static class HelpText
{
    public const string Text = """
        Derives a semantic version from the history of a git repository that follows GitHubFlow.
        This is Slipway's stand-in for GitVersion.Tool, for feeds that lack it.

        gitversion [path]

            path              The directory to look at; the current one by default. Must be first.
            /targetpath p     The same, at any position.
            /config file      The configuration file; else GitVersion.yml in the directory or, failing that,
                              in the repository's root.
            /output json      Prints all variables as JSON; the default and only kind.
            /showvariable X   Prints only variable X.
            /nofetch /nocache /nonormalize /allowshallow
                              Accepted: this stand-in neither fetches, caches nor rewrites anything.
            /version          Prints the version of the tool that this one stands in for.
            /help, /h, /?     Prints this.

        Switches may start with '-' or '--' as well.
        """;
}
