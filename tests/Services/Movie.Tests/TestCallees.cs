using System.Net;
using Running;

namespace Movie.Tests;

/// <summary>What metadata and rating answer when all is well, and movie between them.</summary>
internal static class TestCallees
{
    public const string Details =
        """{"id":"1","title":"Metropolis","description":"A city.","director":"Fritz Lang"}""";
    public const string Summary = """{"average":4.5,"count":2}""";

    public static Task<Stub> MetadataAsync() => Stub.AnsweringAsync(HttpStatusCode.OK, Details);

    public static Task<Stub> RatingAsync() => Stub.AnsweringAsync(HttpStatusCode.OK, Summary);

    public static Task<RunningService> MovieAsync(
        string metadataUrl,
        string ratingUrl,
        params string[] settings
    ) =>
        RunningService.StartAsync(
            MovieApp.Create,
            [$"Metadata:Url={metadataUrl}", $"Rating:Url={ratingUrl}", .. s_patient, .. settings]
        );

    /// <summary>How long a callee may take, with one attempt and with all of them.</summary>
    public static string[] Timeout(string callee, string duration) =>
        [
            $"{callee}:Resilience:TotalRequestTimeout:Timeout={duration}",
            $"{callee}:Resilience:AttemptTimeout:Timeout={duration}",
        ];

    // A busy machine must not look like a slow callee.
    private static readonly string[] s_patient =
    [
        .. Timeout("Metadata", "00:00:30"),
        .. Timeout("Rating", "00:00:30"),
        "Metadata:Resilience:CircuitBreaker:SamplingDuration=00:10:00",
        "Rating:Resilience:CircuitBreaker:SamplingDuration=00:10:00",
    ];
}
