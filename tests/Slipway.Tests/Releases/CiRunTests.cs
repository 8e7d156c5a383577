using Slipway.Releases;

namespace Slipway.Tests.Releases;

public class CiRunTests
{
    public static TheoryData<string, CiRun?> Environments =>
        new()
        {
            { "HOME=/root", null },
            { "CI=true", null },
            {
                "GITHUB_ACTIONS=true GITHUB_ACTOR=octocat GITHUB_SERVER_URL=https://github.com "
                    + "GITHUB_REPOSITORY=movies/shop GITHUB_RUN_ID=42",
                new CiRun("GitHub Actions", "octocat", "https://github.com/movies/shop/actions/runs/42")
            },
            { "GITHUB_ACTOR=octocat", new CiRun("GitHub Actions", "octocat", null) },
            {
                "GITHUB_ACTIONS=true GITHUB_ACTOR=octocat GITHUB_TRIGGERING_ACTOR=hubot",
                new CiRun("GitHub Actions", "hubot", null)
            },
            {
                "GITLAB_CI=true GITLAB_USER_LOGIN=ada CI_JOB_URL=https://gitlab.com/movies/shop/-/jobs/7 "
                    + "CI_PIPELINE_URL=https://gitlab.com/movies/shop/-/pipelines/6",
                new CiRun("GitLab CI", "ada", "https://gitlab.com/movies/shop/-/jobs/7")
            },
            {
                "JENKINS_URL=https://ci.example.com/ BUILD_URL=https://ci.example.com/job/shop/9/ BUILD_USER_ID=bea",
                new CiRun("Jenkins", "bea", "https://ci.example.com/job/shop/9/")
            },
            { "JENKINS_URL=https://ci.example.com/", new CiRun("Jenkins", null, null) },
            {
                "TF_BUILD=True BUILD_REQUESTEDFOR=Ada SYSTEM_COLLECTIONURI=https://dev.azure.com/movies/ "
                    + "SYSTEM_TEAMPROJECT=a/b BUILD_BUILDID=11",
                new CiRun(
                    "Azure Pipelines",
                    "Ada",
                    "https://dev.azure.com/movies/a%2Fb/_build/results?buildId=11"
                )
            },
            // Nothing that is no link, or that holds a password, becomes one.
            { "GITLAB_CI=true CI_JOB_URL=javascript:alert(1)", new CiRun("GitLab CI", null, null) },
            {
                "GITLAB_CI=true CI_JOB_URL=https://ada:secret@gitlab.com/",
                new CiRun("GitLab CI", null, null)
            },
            { "GITLAB_CI=true GITLAB_USER_LOGIN=a\u001bb\u202ec", new CiRun("GitLab CI", "a b c", null) },
        };

    [Theory, MemberData(nameof(Environments))]
    public void The_run_is_read_from_what_the_ci_sets(string variables, CiRun? expected) =>
        Assert.Equal(
            expected,
            CiRun.Of(variables.Split(' ').Select(v => v.Split('=', 2)).ToDictionary(v => v[0], v => v[1]))
        );

    [Theory]
    [InlineData(
        "system:serviceaccount:ci:deployer",
        "octocat",
        "system:serviceaccount:ci:deployer (octocat, GitHub Actions)"
    )]
    [InlineData("kubernetes-admin", null, "kubernetes-admin (root@vm)")]
    [InlineData(null, "octocat", "octocat, GitHub Actions (not confirmed by the API server)")]
    [InlineData(null, null, "root@vm (not confirmed by the API server)")]
    [InlineData("a\nb", null, "a b (root@vm)")]
    public void Who_deploys_is_what_the_api_server_says(string? user, string? actor, string expected) =>
        Assert.Equal(
            expected,
            Deployer.Describe(
                user,
                actor is null ? null : new CiRun("GitHub Actions", actor, null),
                "root@vm"
            )
        );

    [Fact]
    public void A_record_keeps_the_run()
    {
        var release = ReleaseSamples.Release(1) with
        {
            Run = new CiRun("Jenkins", null, "https://ci.example.com/job/shop/9/"),
        };
        Assert.Equal(release.Run, ReleaseJson.Read(ReleaseJson.Write(release)).Run);
        Assert.Null(ReleaseJson.Read(ReleaseJson.Write(release with { Run = null })).Run);
    }
}
