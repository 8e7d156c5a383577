namespace Slipway.Targets.Tests.Running;

/// <summary>What the compiled build prints, and with which code it ends, where it refuses.</summary>
public sealed class RefusalTests : IDisposable
{
    private readonly BuildProgram _build = new();

    public void Dispose() => _build.Dispose();

    [Fact]
    public async Task A_mistake_on_the_command_line_is_refused_before_the_engine_says_a_word() =>
        Shows(
            await _build.RunAsync("Deploy", "--envi", "remote", "--force-conflicts", "perhaps"),
            """
            Refused: unknown parameter '--envi'; did you mean '--env'?
                     '--force-conflicts': 'perhaps' is neither true nor false
              where: the command line
              next:  ./build.sh --help lists all targets and parameters

            """
        );

    [Fact]
    public async Task A_broken_parameters_file_is_refused()
    {
        _build.Repository.Write(".nuke/parameters.json", "{ \"App\": \"shop\",\n  \"Namespac\": \"x\" ");
        Shows(
            await _build.RunAsync("Status"),
            """
            Refused: .nuke/parameters.json:2:19: invalid JSON
              where: the parameters files
              next:  ./build.sh --help lists all targets and parameters

            """
        );
    }

    [Theory]
    [InlineData("Deploy")]
    [InlineData("ContainerBuild")]
    [InlineData("Status")]
    [InlineData("Version")]
    public async Task An_unknown_environment_is_refused_before_the_first_target(string target) =>
        Shows(
            await _build.RunAsync(target, "--env", "remot", "--no-logo"),
            """
            Refused: There is no environment 'remot'. Did you mean 'remote'?
              where: k8s/overlays
              next:  Choose one of: local, remote.

            """
        );

    [Fact]
    public async Task Mistakes_in_an_environment_are_refused_before_the_first_target()
    {
        _build.Environment("remote", "namespace: Shop\nregistri: x");
        var run = await _build.RunAsync("Promote", "--env", "remote", "--no-logo");
        Assert.Equal(2, run.Code);
        Assert.Contains("Refused: k8s/overlays/remote/environment.yaml:1:", run.Errors);
        Assert.Contains("         k8s/overlays/remote/environment.yaml:2:1:", run.Errors);
        Assert.DoesNotContain("LocalUp", run.All);
    }

    [Fact]
    public async Task A_cluster_that_is_not_in_the_kubeconfig_is_refused_before_anything_is_built()
    {
        BuildProgram.NeedsKubectl();
        _build.Commit();
        var run = await _build.RunAsync("Deploy", "--env", "remote", "--allow-dirty", "--no-logo");
        Assert.Equal(2, run.Code);
        Assert.StartsWith("Refused: There is no kubeconfig, so context 'far' cannot be found.\n", run.Errors);
        // What else is known is a paragraph of its own.
        var paragraph = run.Errors.Split("\n\n")[0];
        Assert.EndsWith(
            " To try a release on this machine: ./build.sh Deploy --env local",
            paragraph.TrimEnd()
        );
        Assert.Equal(3, paragraph.TrimEnd().Split('\n').Length);
        Assert.DoesNotContain("Compile", run.All);
    }

    [Fact]
    public async Task A_context_that_the_kubeconfig_lacks_is_named_with_those_that_it_has()
    {
        BuildProgram.NeedsKubectl();
        _build.Variables["KUBECONFIG"] = _build.Repository.Write(
            "kubeconfig",
            Kubeconfig.For("https://127.0.0.1:1")
        );
        _build.Commit();
        var run = await _build.RunAsync("Canary", "--env", "remote", "--allow-dirty", "--no-logo");
        Assert.Equal(2, run.Code);
        Assert.StartsWith("Refused: The kubeconfig has no context 'far'; it has 'near'.\n", run.Errors);
        Assert.Contains("k8s/overlays/remote/environment.yaml", run.Errors);
        Assert.DoesNotContain("Compile", run.All);
    }

    [Fact]
    public async Task Manifests_that_cannot_be_rendered_are_refused_before_anything_is_built()
    {
        BuildProgram.NeedsKubectl();
        File.Delete(_build.Repository.At("k8s/overlays/local/settings.yaml"));
        _build.Commit();
        var run = await _build.RunAsync("Deploy", "--env", "local", "--no-logo");
        Assert.Equal(2, run.Code);
        Assert.StartsWith("Refused: The manifests cannot be rendered: ", run.Errors);
        Assert.DoesNotContain("Compile", run.All);
    }

    [Fact]
    public async Task An_image_that_no_service_has_is_refused_before_anything_is_built()
    {
        BuildProgram.NeedsKubectl();
        _build.Repository.Write(
            "k8s/overlays/local/settings.yaml",
            """
            apiVersion: v1
            kind: Pod
            metadata: {name: web}
            spec: {containers: [{name: web, image: 'bitnami/redis:7'}]}
            """
        );
        _build.Commit();
        var run = await _build.RunAsync("Deploy", "--env", "local", "--no-logo");
        Assert.Equal(2, run.Code);
        Assert.StartsWith(
            "Refused: pod/web, container web: image 'bitnami/redis:7' is not a service",
            run.Errors
        );
        Assert.Contains("for example 'docker.io/bitnami/redis:7'.", run.Errors);
        Assert.DoesNotContain("Compile", run.All);
    }

    [Fact]
    public async Task Missing_kubectl_is_refused_before_anything_is_built()
    {
        _build.Commit();
        _build.Variables["PATH"] = _build.Repository.At("bin");
        File.CreateSymbolicLink(_build.Repository.At("bin/git"), ExternalTool.Find("git", "git"));
        var run = await _build.RunAsync("Deploy", "--env", "local", "--no-logo");
        Assert.Equal(2, run.Code);
        Assert.StartsWith(
            "Refused: kubectl is required to render the manifests, but is not on the PATH.\n",
            run.Errors
        );
        Assert.Contains("https://kubernetes.io/docs/tasks/tools/", run.Errors);
        Assert.DoesNotContain("Compile", run.All);
    }

    [Theory]
    [InlineData("PRIVATE KEY", "c2VjcmV0", null, "This private key is damaged, or not for ECDSA.")]
    [InlineData("ENCRYPTED PRIVATE KEY", "c2VjcmV0", null, "This private key is encrypted, but no password")]
    [InlineData("ENCRYPTED PRIVATE KEY", "c2VjcmV0", "x", "The password does not decrypt this private key")]
    [InlineData(
        "ENCRYPTED SIGSTORE PRIVATE KEY",
        "c2VjcmV0",
        "x",
        "This key is encrypted in cosign's own form"
    )]
    public async Task A_key_that_cannot_sign_is_refused_before_anything_is_built(
        string label,
        string content,
        string? password,
        string expected
    )
    {
        _build.Repository.Write(
            "keys/slipway.key",
            $"-----BEGIN {label}-----\n{content}\n-----END {label}-----\n"
        );
        if (password is not null)
            _build.Variables["NUKE_SIGNING_KEY_PASSWORD"] = password;
        var run = await _build.RunAsync(
            "Push",
            "--env",
            "remote",
            "--signing-key",
            "keys/slipway.key",
            "--no-logo"
        );
        Assert.Equal(2, run.Code);
        Assert.StartsWith($"Refused: {expected}", run.Errors);
        Assert.Contains("where: keys/slipway.key\n", run.Errors);
        Assert.DoesNotContain("Compile", run.All);
    }

    [Fact]
    public async Task A_key_that_is_not_there_or_there_twice_is_refused()
    {
        var lost = await _build.RunAsync("Push", "--env", "remote", "--signing-key", "lost.key", "--no-logo");
        Assert.Equal(2, lost.Code);
        Assert.StartsWith("Refused: the signing key file does not exist\n", lost.Errors);
        _build.Variables["NUKE_SIGNING_KEY_CONTENT"] = "x";
        var two = await _build.RunAsync("Push", "--env", "remote", "--signing-key", "lost.key", "--no-logo");
        Assert.Equal(2, two.Code);
        Assert.StartsWith("Refused: two signing keys are set, a file and its content\n", two.Errors);
    }

    [Theory]
    [InlineData("Status")]
    [InlineData("History")]
    public async Task A_refusal_inside_of_a_target_is_three_lines_and_its_exit_code(string target)
    {
        var run = await _build.RunAsync(target, "--env", "remote", "--no-logo");
        Assert.Equal(2, run.Code);
        Assert.Contains(
            "[ERR] Refused: There is no kubeconfig, so context 'far' cannot be found.\n  where: ",
            run.Output
        );
        Assert.DoesNotContain("   at ", run.All);
        Assert.DoesNotContain("has thrown", run.All);
    }

    [Theory]
    [InlineData("Rollback")]
    [InlineData("Destroy")]
    [InlineData("Promote")]
    public async Task A_command_that_writes_is_refused_before_its_first_target(string target)
    {
        var run = await _build.RunAsync(target, "--env", "remote", "--no-logo");
        Assert.Equal(2, run.Code);
        Assert.StartsWith("Refused: There is no kubeconfig, so context 'far' cannot be found.\n", run.Errors);
        Assert.DoesNotContain(target, run.Output);
    }

    [Fact]
    public async Task Base_images_that_cannot_be_reached_are_listed_and_fail_the_run()
    {
        _build.Environment(
            "nowhere",
            """
            namespace: shop
            registry: registry.example.com/shop
            baseImage: 127.0.0.1:1/base:2
            """
        );

        var run = await _build.RunAsync("UpdateBaseImages", "--no-logo");

        Assert.Equal(1, run.Code);
        Assert.Matches(@"127\.0\.0\.1:1/base:2 +- +- +unreachable", run.Output);
        Assert.Contains("[ERR] Failed: 127.0.0.1:1/base:2 was not updated: ", run.Output);
        Assert.Contains("  where: k8s/base-images.lock.yaml", run.Output);
        Assert.False(File.Exists(_build.Repository.At("k8s/base-images.lock.yaml")));
    }

    [Fact]
    public async Task A_registry_that_nobody_runs_is_refused_before_anything_is_compiled()
    {
        _build.Repository.Write("services/one/One.csproj", "<Project Sdk=\"Microsoft.NET.Sdk.Web\" />");
        var run = await _build.RunAsync(
            "ContainerBuild",
            "--env",
            "remote",
            "--registry",
            "127.0.0.1:1/shop",
            "--base-image",
            "127.0.0.1:1/base:1",
            "--no-logo"
        );
        Assert.Equal(2, run.Code);
        Assert.Contains("[ERR] Refused: The registry 127.0.0.1:1 cannot be reached: ", run.Output);
        Assert.Contains("\n  where: 127.0.0.1:1\n  next:  Check its name, ", run.Output);
        Assert.DoesNotContain("   at ", run.All);
    }

    [Fact]
    public async Task Without_a_Docker_Engine_a_Dockerfile_is_refused_before_anything_is_compiled()
    {
        _build.Repository.Write("services/one/Dockerfile", "FROM scratch\n");
        _build.Variables["DOCKER_HOST"] = $"unix://{_build.Repository.At("none.sock")}";
        var run = await _build.RunAsync(
            "ContainerBuild",
            "--env",
            "local",
            "--skip",
            "Compile",
            "LocalUp",
            "--no-logo"
        );
        Assert.Equal(2, run.Code);
        Assert.Contains(
            "[ERR] Refused: 'one' is built from a Dockerfile, but no Docker Engine is reachable: ",
            run.Output
        );
        Assert.Contains("next:  Start it ('sudo systemctl start docker'", run.Output);
        Assert.DoesNotContain("   at ", run.All);
    }

    [Theory]
    [InlineData("Compile")]
    [InlineData("Version")]
    [InlineData("ContainerBuild", "--skip", "Compile")]
    public async Task Every_target_ends_with_the_exit_code_of_its_refusal(params string[] arguments)
    {
        _build.Repository.Write("services/broken/Broken.csproj", "<Project>");
        var run = await _build.RunAsync([.. arguments, "--env", "remote", "--no-logo"]);
        Assert.Equal(2, run.Code);
        Assert.Contains("[ERR] Refused: ", run.Output);
        Assert.DoesNotContain("   at ", run.All);
    }

    [Fact]
    public async Task A_service_that_does_not_compile_is_refused_with_the_words_of_the_compiler()
    {
        _build.Repository.Write(
            "services/broken/Broken.csproj",
            """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <OutputType>Exe</OutputType>
              </PropertyGroup>
            </Project>
            """
        );
        _build.Repository.Write("services/broken/Broken.cs", "class Broken { int Number => \"no\"; }");
        var run = await _build.RunAsync("Compile", "--no-logo");
        Assert.Equal(2, run.Code);
        Assert.Contains("Broken.cs(1,30): error CS0029", run.Output);
        Assert.Contains(
            "[ERR] Refused: the services do not compile\n  where: the compiler errors above\n",
            run.Output
        );
    }

    private static void Shows(Finished run, string errors) =>
        Assert.Equal((2, errors.ReplaceLineEndings("\n")), (run.Code, run.Errors));
}
