using System.Net;

namespace Running;

/// <summary>Waits for answers.</summary>
internal static class Until
{
    /// <summary>Waits for an answer with a status code; says which ones came instead.</summary>
    public static async Task AnswersAsync(HttpStatusCode wanted, Func<Task<HttpResponseMessage>> ask)
    {
        var last = "";
        await Eventually.True(
            async () =>
            {
                using var answer = await ask();
                last = $"{(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}";
                return answer.StatusCode == wanted;
            },
            () => $"The last answer was {last}"
        );
    }
}
