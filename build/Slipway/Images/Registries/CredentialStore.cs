using System.ComponentModel;
using System.Text.Json;
using System.Text.Json.Nodes;
using Slipway.Processes;
using Slipway.Reporting;
using Slipway.Values;

namespace Slipway.Images.Registries;

/// <summary>
/// A program that keeps logins (the protocol of docker-credential-helpers: the registry on standard input,
/// the answer as JSON on standard output).
/// </summary>
/// <param name="name">What follows <c>docker-credential-</c>.</param>
/// <param name="namedIn">The file that names it, for errors.</param>
/// <param name="searchPath">Where it is looked for; null for the PATH.</param>
/// <param name="reporter">Receives a warning when it fails.</param>
internal sealed class CredentialStore(string name, string namedIn, string? searchPath, IReporter reporter)
{
    // What helpers print when they have no credentials, which is not a failure.
    private const string NotFound = "credentials not found in native keychain";

    /// <summary>The login for a registry; null where there is none.</summary>
    /// <exception cref="RegistryRefusal">It is not installed, or its answer is invalid.</exception>
    public async Task<RegistryCredentials?> FindAsync(string registry, CancellationToken ct)
    {
        var (exitCode, output, errors) = await RunAsync(registry, ct);
        if (exitCode != 0)
        {
            // A public image needs no login, so this alone stops nothing; but it may be why something does.
            var words = $"{output}\n{errors}".Trim().Split('\n')[0].Trim();
            if (!words.Contains(NotFound, StringComparison.OrdinalIgnoreCase))
            {
                reporter.Warning(
                    $"docker-credential-{name} returned no login for {registry}: "
                        + (words.Length > 0 ? words : $"it exited with code {exitCode}")
                );
            }
            return null;
        }
        return Parse(output);
    }

    private RegistryCredentials? Parse(string output)
    {
        try
        {
            var answer = UntrustedJson.Parse(output, "it");
            if (answer.ValueKind != JsonValueKind.Object)
                throw new FormatException("It is not an object.");
            var user = answer.TryField("Username", out _) ? answer.RequiredText("Username") : "";
            var secret = answer.TryField("Secret", out _) ? answer.RequiredText("Secret") : "";
            return secret.Length == 0
                ? null
                : new RegistryCredentials(user, secret, IsRefreshToken: user == "<token>");
        }
        catch (FormatException)
        {
            // Nothing of the answer is shown: it could be the secret.
            throw new RegistryRefusal(
                $"The answer of docker-credential-{name} is invalid: it is not the JSON expected of a "
                    + "credential helper.",
                namedIn,
                "Update the helper, or remove it from that file and log in again."
            );
        }
    }

    private async Task<ProcessResult> RunAsync(string registry, CancellationToken ct)
    {
        var program = Locate();
        try
        {
            return await new Subprocess(program, ["get"]) { Input = registry }.RunAsync(ct);
        }
        catch (Win32Exception e)
        {
            throw new RegistryRefusal(
                $"The credential helper '{program}' cannot be started: {e.Message}.",
                namedIn,
                "Make it executable, or remove it from that file and run 'docker login' again."
            );
        }
    }

    private string Locate()
    {
        var program = $"docker-credential-{name}" + (OperatingSystem.IsWindows() ? ".exe" : "");
        return (searchPath ?? Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator)
            .Select(folder => Path.Combine(folder, program))
            .FirstOrDefault(File.Exists)
            ?? throw new RegistryRefusal(
                $"The credential helper '{program}' that Docker's configuration names is not installed.",
                namedIn,
                "Install it, or remove it from that file and run 'docker login' again."
            );
    }
}
