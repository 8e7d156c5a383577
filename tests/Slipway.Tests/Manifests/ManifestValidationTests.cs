using System.Text.Json.Nodes;
using Slipway.Manifests;
using Slipway.Tests.Kubernetes;
using Slipway.Values;

namespace Slipway.Tests.Manifests;

public sealed class ManifestValidationTests
{
    private static readonly KubeObject s_movie = Samples.Deployment("shop", "movie");

    [Fact]
    public void Good_manifests_have_no_mistakes() =>
        Assert.Empty(ManifestValidation.Check([s_movie, Service("movie", 80)]));

    [Fact]
    public void All_mistakes_are_found_at_once()
    {
        var mistakes = ManifestValidation.Check([
            s_movie,
            s_movie,
            Samples.ConfigMap("shop", "Bad_Name"),
            Samples
                .Deployment("shop", "a")
                .With(json => json["spec"]!["template"]!["metadata"]!["labels"]!["app"] = "b"),
            Samples.Deployment("shop", "b").With(json => json["spec"]!.AsObject().Remove("selector")),
            Samples.Deployment("shop", "c", 1, "${IMAGE}"),
            Service("nobody", 80),
            Service("movie", "metrics"),
        ]);
        Assert.Collection(
            mistakes,
            Starts("deployment/movie: it is defined 2 times"),
            Starts("configmap/Bad_Name: the name 'Bad_Name' is invalid"),
            Starts(
                "deployment/a: its selector {\"matchLabels\":{\"app\":\"a\"}} "
                    + "does not match the labels of its pods (app=b)"
            ),
            Starts("deployment/b: it has no spec.selector."),
            Starts(
                "service/nobody: its selector {\"app\":\"nobody\"} matches no pods of the workloads here."
            ),
            Starts("service/movie: its port targets 'metrics' of deployment/movie"),
            Starts("service/movie: its port targets 'metrics' of deployment/movie"),
            Starts("deployment/c: container c: the image '${IMAGE}' was not replaced")
        );
        Assert.False(mistakes[4].IsFatal);
    }

    [Fact]
    public void A_port_number_that_no_container_declares_is_merely_suspicious()
    {
        var mistake = ManifestValidation.Check([s_movie, Service("movie", 81)]).Single();
        Assert.False(mistake.IsFatal);
    }

    [Fact]
    public void A_service_without_selector_is_somebody_elses() =>
        Assert.Empty(
            ManifestValidation.Check([
                Service("x", 80).With(json => json["spec"]!.AsObject().Remove("selector")),
            ])
        );

    private static Action<ManifestError> Starts(string text) =>
        m => Assert.StartsWith(text, $"{m.Object}: {m.Message}");

    private static KubeObject Service(string app, JsonNode target) =>
        KubeObject.From(
            new JsonObject
            {
                ["apiVersion"] = "v1",
                ["kind"] = "Service",
                ["metadata"] = new JsonObject { ["name"] = app, ["namespace"] = "shop" },
                ["spec"] = new JsonObject
                {
                    ["selector"] = new JsonObject { ["app"] = app },
                    ["ports"] = new JsonArray(new JsonObject { ["port"] = 80, ["targetPort"] = target }),
                },
            }
        );
}
