using Slipway.Manifests;

namespace Slipway.Tests.Manifests;

public sealed class ManifestCheckTests
{
    [Fact]
    public void Everything_is_found_before_any_image_exists()
    {
        var objects = ManifestYaml.Read(
            """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: web}
            spec:
              selector: {matchLabels: {app: other}}
              template:
                metadata: {labels: {app: web}}
                spec: {containers: [{name: web, image: wbe}, {name: side, image: 'bitnami/redis:7'}]}
            ---
            apiVersion: v1
            kind: Service
            metadata: {name: Web}
            """,
            "test"
        );
        var found = ManifestCheck.Find(objects, ["web", "rating"], "k8s/overlays/staging", []);
        Assert.Equal(
            """
            deployment/web, container web: image 'wbe' is not a service (rating, web) and has no registry. Did you mean 'web'? A third-party image needs its full reference, for example 'docker.io/library/wbe:<tag>'.
            deployment/web, container side: image 'bitnami/redis:7' is not a service (rating, web) and has no registry. A third-party image needs its full reference, for example 'docker.io/bitnami/redis:7'.
            service/Web: the name 'Web' is invalid; use lower-case letters, digits and '-', starting and ending with a letter or digit.
            deployment/web: its selector {"matchLabels":{"app":"other"}} does not match the labels of its pods (app=web).
            """,
            string.Join('\n', found.Select(refusal => refusal.What))
        );
        Assert.All(found, refusal => Assert.Equal("k8s/overlays/staging", refusal.Where));
    }

    [Fact]
    public void Sound_manifests_are_refused_for_nothing()
    {
        var objects = ManifestYaml.Read(
            "apiVersion: v1\nkind: Pod\nmetadata: {name: x}\nspec: {containers: [{name: x, image: web}]}\n",
            "test"
        );
        Assert.Empty(ManifestCheck.Find(objects, ["web"], "k8s", []));
    }
}
