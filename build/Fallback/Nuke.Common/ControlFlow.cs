using Serilog;

namespace Nuke.Common;

/// <summary>Retries and tolerated errors.</summary>
public static class ControlFlow
{
    /// <summary>Runs the action, and again after an exception, at most that many times in all.</summary>
    /// <exception cref="Exception">The last attempt failed; its exception is the inner one.</exception>
    public static void ExecuteWithRetry(
        Action action,
        Action cleanup = null,
        int retryAttempts = 3,
        TimeSpan? delay = null,
        Action<string> logAction = null
    )
    {
        Assert.True(retryAttempts > 0);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                action();
                return;
            }
            catch (Exception exception) when (attempt < retryAttempts)
            {
                (logAction ?? Warn)($"Attempt #{attempt} failed with: {exception.Message}");
                if (delay is { } wait)
                    Task.Delay(wait, TimeProvider.System).GetAwaiter().GetResult();
            }
            catch (Exception exception)
            {
                throw new Exception(
                    $"Executing failed permanently after {retryAttempts} attempts.",
                    exception
                );
            }
            finally
            {
                cleanup?.Invoke();
            }
        }
    }

    public static void SuppressErrors(
        Action action,
        bool includeStackTrace = false,
        bool logWarning = true
    ) =>
        SuppressErrors(
            () =>
            {
                action();
                return true;
            },
            defaultValue: false,
            includeStackTrace,
            logWarning
        );

    public static T SuppressErrors<T>(
        Func<T> action,
        T defaultValue = default,
        bool includeStackTrace = false,
        bool logWarning = true
    )
    {
        try
        {
            return action();
        }
        catch (Exception exception)
        {
            if (logWarning)
                Log.Warning(includeStackTrace ? exception : null, "{Message:l}", exception.Message);
            return defaultValue;
        }
    }

    public static IEnumerable<T> SuppressErrors<T>(
        Func<IEnumerable<T>> action,
        bool includeStackTrace = false
    ) => SuppressErrors(action, defaultValue: [], includeStackTrace);

    private static void Warn(string message) => Log.Warning("{Message:l}", message);
}
