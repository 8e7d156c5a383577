using Slipway.Manifests;
using Slipway.Values;

namespace Slipway.Tests.Manifests;

public sealed class ImageSpellingTests
{
    private const string Bits = "sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
    private const string Others = "sha256:bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb";

    private const string Pod = """{"spec":{"containers":[{"name":"c","image":"IMAGE"}]}}""";

    public static TheoryData<string, string> Places =>
        new()
        {
            { "apps/v1 Deployment", """{"template":POD}""" },
            { "batch/v1 Job", """{"template":POD}""" },
            { "batch/v1 CronJob", """{"jobTemplate":{"spec":{"template":POD}}}""" },
            { "v1 Pod", """{"containers":[{"image":"IMAGE"}]}""" },
            { "apps/v1 DaemonSet", """{"template":{"spec":{"initContainers":[{"image":"IMAGE"}]}}}""" },
            { "v1 Pod", """{"ephemeralContainers":[{"image":"IMAGE"}]}""" },
            { "v1 Pod", """{"volumes":[{"name":"v","image":{"reference":"IMAGE"}}]}""" },
            { "argoproj.io/v1alpha1 Rollout", """{"template":POD}""" },
            { "example.com/v1 Broker", """{"image":"IMAGE"}""" },
        };

    [Theory]
    [MemberData(nameof(Places))]
    public void A_tag_before_the_same_digest_is_no_change_wherever_an_image_stands(string kind, string spec)
    {
        var before = Object(kind, spec, $"registry.example.com/a:1.0.0@{Bits}");
        foreach (
            var written in new[] { $"registry.example.com/a:1.1.0@{Bits}", $"registry.example.com/a@{Bits}" }
        )
        {
            var kept = new ImageSpelling([before], []).Of([Object(kind, spec, written)]);
            Assert.Equal($"{before}", $"{kept[0]}");
        }
    }

    [Theory]
    [InlineData("registry.example.com/a:1.1.0@" + Others)]
    [InlineData("other.example.com/a:1.1.0@" + Bits)]
    [InlineData("registry.example.com/a:1.1.0")]
    [InlineData("a")]
    public void Another_digest_another_registry_or_none_is_a_change(string image)
    {
        var before = Object(
            "v1 Pod",
            """{"containers":[{"image":"IMAGE"}]}""",
            $"registry.example.com/a:1.0.0@{Bits}"
        );
        var now = Object("v1 Pod", """{"containers":[{"image":"IMAGE"}]}""", image);
        Assert.Same(now, new ImageSpelling([before], []).Of([now])[0]);
    }

    [Fact]
    public void A_new_object_names_a_service_as_it_was_deployed_and_a_foreign_image_as_its_manifest_does()
    {
        var deployed = ImageReference.Parse($"registry.example.com/a:1.0.0@{Bits}");
        var spelling = new ImageSpelling(
            [
                Object(
                    "v1 Pod",
                    """{"containers":[{"image":"IMAGE"}]}""",
                    $"docker.io/library/redis:7.0@{Others}"
                ),
            ],
            [deployed]
        );
        const string Jobs = """{"template":{"spec":{"containers":[{"image":"IMAGE"}]}}}""";
        var service = Object("batch/v1 Job", Jobs, $"registry.example.com/a:1.1.0@{Bits}");
        var foreign = Object("batch/v1 Job", Jobs, $"docker.io/library/redis:7.1@{Others}");

        Assert.Equal($"{Object("batch/v1 Job", Jobs, $"{deployed}")}", $"{spelling.Of([service])[0]}");
        Assert.Same(foreign, spelling.Of([foreign])[0]);
        Assert.Equal(deployed, spelling.Of(deployed with { Tag = "1.1.0" }));
    }

    [Fact]
    public void Text_that_only_looks_like_an_image_is_left_alone()
    {
        var image = $"registry.example.com/a:1.0.0@{Bits}";
        const string Template = """
            {"template":{"spec":{"containers":[{"image":"FIXED","env":[{"name":"IMAGE","value":"IMAGE"}]}]}}}
            """;
        var spec = Template.Replace("FIXED", image);
        var now = Object("apps/v1 Deployment", spec, $"registry.example.com/a:1.1.0@{Bits}");
        Assert.Same(now, new ImageSpelling([Object("apps/v1 Deployment", spec, image)], []).Of([now])[0]);

        var map = KubeObject.Parse(
            $$$"""{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"x"},"data":{"image":"registry.example.com/a:1.1.0@{{{Bits}}}"}}"""
        );
        Assert.Same(map, new ImageSpelling([], [ImageReference.Parse(image)]).Of([map])[0]);
    }

    private static KubeObject Object(string kind, string spec, string image)
    {
        var words = kind.Split(' ');
        return KubeObject
            .Parse(
                $$"""
                {"apiVersion":"{{words[0]}}","kind":"{{words[1]}}","metadata":{"name":"x","namespace":"shop"},
                 "spec":{{spec.Replace("POD", Pod).Replace(
                    "\"image\":\"IMAGE\"",
                    $"\"image\":\"{image}\""
                )}} }
                """
            )
            .With(_ => { });
    }
}
