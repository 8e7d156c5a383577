using Slipway.Manifests;

namespace Slipway.Tests.Manifests;

public sealed class KustomizeMessageTests
{
    private const string Folders =
        "accumulating resources: accumulation err='accumulating resources from '../b': '/k/b' must resolve to a file': ";

    [Theory]
    [InlineData(
        "recursed accumulation of path '/k/b': accumulating resources: accumulation err='accumulating resources from 'nope.yaml': evalsymlink failure on '/k/b/nope.yaml' : lstat /k/b/nope.yaml: no such file or directory': must build at directory: not a valid directory: evalsymlink failure on '/k/b/nope.yaml' : lstat /k/b/nope.yaml: no such file or directory",
        "/k/b/nope.yaml",
        "there is no '/k/b/nope.yaml'"
    )]
    [InlineData(
        "couldn't make target for path '/k/b': invalid Kustomization: json: unknown field \"resourcs\"",
        "/k/b",
        "invalid Kustomization: json: unknown field \"resourcs\""
    )]
    [InlineData(
        "recursed accumulation of path '/k/b': no resource matches strategic merge patch \"Deployment.v1.apps/x.[noNs]\": no matches for Id Deployment.v1.apps/x.[noNs]; failed to find unique target for patch Deployment.v1.apps/x.[noNs]",
        "/k/b",
        "no resource matches strategic merge patch \"Deployment.v1.apps/x.[noNs]\": no matches for Id Deployment.v1.apps/x.[noNs]; failed to find unique target for patch Deployment.v1.apps/x.[noNs]"
    )]
    [InlineData(
        "recursed accumulation of path '/k/b': accumulating resources: accumulating resources from 'bad.yaml': MalformedYAMLError: yaml: line 2: mapping values are not allowed in this context in File: bad.yaml",
        "/k/b/bad.yaml",
        "yaml: line 2: mapping values are not allowed in this context"
    )]
    [InlineData(
        "recursed accumulation of path '/k/b': accumulating resources: accumulation err='accumulating resources from 'bad.yaml': missing metadata.name in object {{v1 ConfigMap} {{ } map[] map[]}}': must build at directory: '/k/b/bad.yaml': file is not directory",
        "/k/b/bad.yaml",
        "missing metadata.name in object {{v1 ConfigMap} {{ } map[] map[]}}"
    )]
    public void The_cause_is_found_with_its_file(string inner, string file, string cause) =>
        Assert.Equal(new KustomizeMessage(file, cause), KustomizeMessage.Of(Folders + inner));

    [Fact]
    public void Words_that_are_not_known_stay_as_they_are() =>
        Assert.Equal(new KustomizeMessage(null, "it broke"), KustomizeMessage.Of("it broke"));
}
