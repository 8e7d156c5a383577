using Slipway.Targets.CommandLine;

namespace Slipway.Targets.Tests.CommandLine;

public class BuildShapeTests
{
    private readonly BuildShape _shape = BuildShape.Of(typeof(Build));

    [Fact]
    public void All_targets_are_found() =>
        Assert.Equal(
            [
                "Audit",
                "Canary",
                "Compile",
                "Completion",
                "ContainerBuild",
                "ContainerTest",
                "Deploy",
                "DeployStaging",
                "Destroy",
                "Diff",
                "History",
                "LocalDown",
                "LocalUp",
                "Logs",
                "NewService",
                "Promote",
                "Push",
                "Report",
                "Rights",
                "Rollback",
                "Status",
                "Test",
                "TestServices",
                "UpdateBaseImages",
                "Version",
            ],
            _shape.Targets
        );

    [Fact]
    public void All_parameters_are_found_in_the_form_of_the_command_line() =>
        Assert.Equal(
            [
                "allow-dirty",
                "allow-older",
                "app",
                "audit-severity",
                "base-image",
                "build-args",
                "builder",
                "confirm",
                "confirm-prune",
                "container-test-in",
                "continue",
                "delete-data",
                "env",
                "follow",
                "force-conflicts",
                "from",
                "from-plan",
                "help",
                "host",
                "insecure-registry",
                "kube-context",
                "kubeconfig-content",
                "local-runtime",
                "name",
                "namespace",
                "no-cache",
                "no-logo",
                "output",
                "plan",
                "plan-file",
                "platform",
                "previous",
                "profile",
                "registry",
                "registry-password",
                "registry-user",
                "replace-immutable",
                "reset-replicas",
                "revision",
                "root",
                "service",
                "shell",
                "signing-key",
                "signing-key-content",
                "signing-key-password",
                "since",
                "skip",
                "tail",
                "target",
                "to",
                "verbosity",
            ],
            _shape.Parameters.Select(p => p.Name)
        );

    [Theory]
    [InlineData("allow-dirty", ValueForm.Switch)]
    [InlineData("force-conflicts", ValueForm.Switch)]
    [InlineData("replace-immutable", ValueForm.Switch)]
    [InlineData("env", ValueForm.Text)]
    [InlineData("skip", ValueForm.Target)]
    [InlineData("verbosity", ValueForm.Choice)]
    [InlineData("audit-severity", ValueForm.Choice)]
    [InlineData("container-test-in", ValueForm.Choice)]
    internal void The_form_of_a_value_follows_from_its_type(string name, ValueForm form) =>
        Assert.Equal(form, _shape.Parameters.Single(p => p.Name == name).Form);

    [Fact]
    public void Secrets_are_known() =>
        Assert.Equal(
            ["kubeconfig-content", "registry-password", "signing-key-content", "signing-key-password"],
            _shape.Parameters.Where(p => p.Secret).Select(p => p.Name)
        );
}
