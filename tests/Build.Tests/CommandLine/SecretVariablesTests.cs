using Nuke.Common;
using Slipway.Targets.CommandLine;

namespace Slipway.Targets.Tests.CommandLine;

public class SecretVariablesTests
{
    [Theory]
    [InlineData("NUKE_PASSWORD")]
    [InlineData("PASSWORD")]
    [InlineData("nuke_password")]
    [InlineData("Password")]
    [InlineData("NukePassWord")]
    [InlineData("nuke.pass-word")]
    public void A_secret_is_found_however_NUKE_would_find_it(string name) =>
        Assert.Equal([name], SecretVariables.Names(Shapes.Small, ["PATH", name, "HOME"]));

    [Theory]
    [InlineData("NUKE_ENV")]
    [InlineData("KUBECONFIG")]
    [InlineData("DOCKER_CONFIG")]
    [InlineData("HTTPS_PROXY")]
    [InlineData("NUKE")]
    [InlineData("MYSQL_PASSWORD")]
    [InlineData("NUKE_PASSWORD_FILE")]
    public void Everything_else_is_left_alone(string name) =>
        Assert.Empty(SecretVariables.Names(Shapes.Small, [name]));

    [Fact]
    public void The_attribute_alone_makes_a_parameter_secret() =>
        Assert.Equal(
            ["NUKE_WEBHOOK_TOKEN", "WebhookToken"],
            SecretVariables.Names(
                BuildShape.Of(typeof(BuildWithWebhook)),
                ["NUKE_WEBHOOK_TOKEN", "WebhookToken", "NUKE_WEBHOOK_URL"]
            )
        );

    private interface IHazWebhook : INukeBuild
    {
        [Parameter]
        string WebhookUrl => TryGetValue(() => WebhookUrl);

        [Parameter]
        [Secret]
        string WebhookToken => TryGetValue(() => WebhookToken);
    }

    private abstract class BuildWithWebhook : NukeBuild, IHazWebhook;
}
