using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace ServiceDefaults;

/// <summary>
/// Runs a service as a process until SIGTERM or SIGINT. What an operator has to fix is written to standard
/// error, one line per mistake and without a stack trace.
/// </summary>
public static class ServiceProcess
{
    /// <returns>The exit code: 0 after a graceful stop, 1 when the service could not start.</returns>
    public static async Task<int> RunAsync(Func<WebApplication> create)
    {
        try
        {
            await using var app = create();
            if (!await StartAsync(app))
                return 1;
            await app.WaitForShutdownAsync();
            return 0;
        }
        catch (OptionsValidationException e)
        {
            return Refuse(e.Failures);
        }
        catch (AggregateException e)
            when (e.InnerExceptions.All(inner => inner is OptionsValidationException))
        {
            return Refuse(
                e.InnerExceptions.Cast<OptionsValidationException>().SelectMany(inner => inner.Failures)
            );
        }
        catch (InvalidDataException e)
        {
            // appsettings.json is not valid JSON; the inner exception says why.
            return Refuse([$"{e.Message} {e.InnerException?.Message}".TrimEnd()]);
        }
    }

    private static async Task<bool> StartAsync(WebApplication app)
    {
        try
        {
            await app.StartAsync();
            return true;
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            Refuse([$"The service cannot listen on {app.Configuration["urls"]}: {e.Message}"]);
            return false;
        }
    }

    private static int Refuse(IEnumerable<string> mistakes)
    {
        // Options that depend on others repeat their errors.
        foreach (var mistake in mistakes.Distinct())
            Console.Error.WriteLine(mistake);
        return 1;
    }
}
