using System.Net;
using System.Text;
using System.Text.Json;
using Slipway.Values;

namespace Slipway.Images.Registries;

/// <summary>Turns what a registry refused into a sentence for people.</summary>
internal static class RegistryResponse
{
    private const int LongestText = 1024 * 1024;

    // docker-registry answers 500 "unknown error" with the number that the file system gave: ENOSPC, EDQUOT.
    private static readonly int[] s_driverErrors = [28, 122];

    public static async Task<Refusal> RefusalAsync(
        RegistryTransport transport,
        string registry,
        string where,
        HttpResponseMessage response,
        CancellationToken ct
    )
    {
        var detail = Detail(await TextAsync(transport, response, ct));
        if (IsFull(response.StatusCode, detail))
            return RegistryRefusal.Full(registry, where, detail);
        return response.StatusCode switch
        {
            HttpStatusCode.Unauthorized => RegistryRefusal.WrongCredentials(
                registry,
                where,
                await transport.CredentialsAsync(registry, ct) is not null
            ),
            HttpStatusCode.Forbidden => RegistryRefusal.Forbidden(registry, where, detail),
            HttpStatusCode.NotFound when detail.Contains("NAME_UNKNOWN", StringComparison.Ordinal) =>
                RegistryRefusal.NoRepository(registry, where, detail),
            HttpStatusCode.TooManyRequests => RegistryRefusal.TooMany(registry, where, detail),
            HttpStatusCode.RequestEntityTooLarge => RegistryRefusal.TooLarge(registry, where, detail),
            _ => RegistryRefusal.Failed(registry, where, response.StatusCode, detail),
        };
    }

    /// <summary>
    /// The registry's own words, as ": words"; empty where it gave none (distribution-spec, error codes).
    /// </summary>
    internal static string Detail(string body)
    {
        try
        {
            var errors = UntrustedJson.Parse(body, "it").Items("errors");
            var words = errors.Select(error =>
                $"{error.Field("code")} {error.Field("message")} {Compact(error.Field("detail"))}".Trim()
            );
            // It goes to a terminal, on which some characters are commands.
            var text = string.Concat(string.Join("; ", words).Select(c => char.IsControl(c) ? ' ' : c));
            return text.Length == 0 ? "" : $": {(text.Length > 300 ? text[..300] + "..." : text)}";
        }
        catch (FormatException)
        {
            // Not every error comes from the registry itself; a proxy's error page is of no use.
            return "";
        }
    }

    private static string Compact(JsonElement detail) =>
        detail.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null
            ? ""
            : JsonSerializer.Serialize(detail);

    private static bool IsFull(HttpStatusCode status, string detail) =>
        status is HttpStatusCode.InsufficientStorage
        || (status is not HttpStatusCode.TooManyRequests && SaysFull(detail));

    private static bool SaysFull(string detail) =>
        detail.Contains("no space left", StringComparison.OrdinalIgnoreCase)
        || detail.Contains("quota", StringComparison.OrdinalIgnoreCase)
        || s_driverErrors.Any(number => detail.Contains($"\"Err\":{number}}}", StringComparison.Ordinal));

    private static async Task<string> TextAsync(
        RegistryTransport transport,
        HttpResponseMessage response,
        CancellationToken ct
    )
    {
        try
        {
            return Encoding.UTF8.GetString(
                await transport.Content.ReadAsync(response, LongestText, ct) ?? []
            );
        }
        catch (Exception e) when (e is HttpRequestException or IOException or TimeoutException)
        {
            // The status says what matters; its explanation got lost on the way.
            return "";
        }
    }
}
