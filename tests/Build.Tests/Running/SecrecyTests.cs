namespace Slipway.Targets.Tests.Running;

/// <summary>
/// Known secrets go in wherever secrets may; then all that the build printed and left behind is searched.
/// </summary>
public sealed class SecrecyTests : IDisposable
{
    private const string Password = "hunter2-of-the-registry";
    private const string Token = "hunter2-of-the-cluster";
    private const string KeyPassword = "hunter2-of-the-key";
    private const string Key = "aHVudGVyMi1vZi10aGUtc2lnbmF0dXJlcw==";

    private const string KeyPem =
        $"-----BEGIN ENCRYPTED PRIVATE KEY-----\n{Key}\n-----END ENCRYPTED PRIVATE KEY-----\n";

    private readonly BuildProgram _build = new();

    public void Dispose() => _build.Dispose();

    public static TheoryData<string> Commands =>
        [
            "Status --env remote --kube-context near",
            "Status --env remote --kube-context near --verbosity verbose",
            "Status --env remote --kube-context near --continue",
            "Deploy --env remote --kube-context near",
            "Deploy --env remote --kube-context near --output json",
            "Rollback --env remote --kube-context near --output json --verbosity verbose",
            "ContainerBuild --env remote --skip Compile --verbosity verbose",
            "Promote --env remote --kube-context missing",
            "Deploy --env nowhere",
            "Push --env remote",
            "Push --env remote --signing-key keys/no.key",
            "Version --env remote",
            "Deploi --env remote",
            "--help",
            "--plan",
        ];

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task A_secret_in_a_variable_is_not_shown(string command)
    {
        _build.Variables["NUKE_REGISTRY_USER"] = "anna";
        _build.Variables["NUKE_REGISTRY_PASSWORD"] = Password;
        _build.Variables["NUKE_SIGNING_KEY_CONTENT"] = KeyPem;
        _build.Variables["NUKE_SIGNING_KEY_PASSWORD"] = KeyPassword;
        _build.Variables["NUKE_KUBECONFIG_CONTENT"] = Kubeconfig.For("http://127.0.0.1:1", Token);
        IsSecret(await _build.RunAsync(command.Split(' ')));
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task A_secret_on_the_command_line_is_not_shown(string command) =>
        IsSecret(
            await _build.RunAsync([
                .. command.Split(' '),
                "--registry-user",
                "anna",
                "--registry-password",
                Password,
                "--kubeconfig-content",
                Kubeconfig.For("http://127.0.0.1:1", Token),
                "--signing-key-content",
                KeyPem,
                "--signing-key-password",
                KeyPassword,
            ])
        );

    [Theory]
    [InlineData("--registry-password=" + Password)]
    [InlineData("--registry-pasword", Password)]
    [InlineData("--registry-password", "a", Password)]
    [InlineData("--registry-password", "-" + Password)]
    [InlineData("--registry-password", "--" + Password)]
    [InlineData("--registry-password", Password)]
    [InlineData("--kubeconfig-content", Token)]
    [InlineData("--kubeconfig-content", "{ \"" + Token + "\": ")]
    public async Task A_secret_in_a_mistake_is_not_shown(params string[] arguments) =>
        IsSecret(await _build.RunAsync(["Status", "--env", "remote", .. arguments]));

    private void IsSecret(Finished run)
    {
        Assert.DoesNotContain(Password, run.All);
        Assert.DoesNotContain(Token, run.All);
        Assert.DoesNotContain(KeyPassword, run.All);
        Assert.DoesNotContain(Key, run.All);
        var left = Directory.EnumerateFiles(_build.Repository.Path, "*", SearchOption.AllDirectories);
        foreach (var file in left)
        {
            var text = File.ReadAllText(file);
            Assert.DoesNotContain(new[] { Password, Token, KeyPassword, Key }, secret =>
                text.Contains(secret)
            );
        }
    }
}
