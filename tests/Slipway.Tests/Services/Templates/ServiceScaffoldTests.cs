using Slipway.Services.Templates;
using Slipway.Values;

namespace Slipway.Tests.Services.Templates;

/// <summary>What is refused, and that nothing is written then.</summary>
public sealed class ServiceScaffoldTests : IDisposable
{
    private readonly TemporaryFolder _repository = new();

    public ServiceScaffoldTests()
    {
        const string Template = "build/Templates/service";
        _repository.Write($"{Template}/services/sample/Sample.csproj", "<Project />\n");
        _repository.Write($"{Template}/services/sample/Program.cs", "Sample.Start(new Gadget());\n");
        _repository.Write($"{Template}/services/sample/obj/Sample.cs", "compiled\n");
        _repository.Write($"{Template}/k8s/base/sample/deployment.yaml", "name: sample\n");
        _repository.Write("k8s/overlays/local/kustomization.yaml", "resources: []\n");
        _repository.Write("services/one/One.csproj", "<Project />\n");
        _repository.Write("Shop.slnx", "<Solution>\n</Solution>\n");
    }

    public void Dispose() => _repository.Dispose();

    [Fact]
    public void Every_file_of_the_template_is_written_under_the_new_name()
    {
        var plan = Create("order-items");

        Assert.Equal(
            [
                "k8s/base/order-items/deployment.yaml",
                "services/order-items/OrderItems.csproj",
                "services/order-items/Program.cs",
            ],
            plan.Created.Select(file => file.Path).Order()
        );
        Assert.Equal(
            "OrderItems.Start(new Gadget());\n",
            _repository.Read("services/order-items/Program.cs")
        );
        Assert.Equal("name: order-items\n", _repository.Read("k8s/base/order-items/deployment.yaml"));
        Assert.Equal(
            "resources: [../../base/order-items]\n",
            _repository.Read("k8s/overlays/local/kustomization.yaml")
        );
        Assert.Contains("services/order-items/OrderItems.csproj", _repository.Read("Shop.slnx"));
        Assert.Empty(Directory.GetFileSystemEntries(_repository.At(".nuke/temp")));
    }

    [Theory]
    [InlineData("", "needs a name")]
    [InlineData("Orders", "cannot name a Kubernetes Service")]
    [InlineData("2fa", "cannot name a Kubernetes Service")]
    [InlineData("-orders", "cannot name a Kubernetes Service")]
    [InlineData("or.ders", "cannot name a Kubernetes Service")]
    [InlineData("../orders", "cannot name a Kubernetes Service")]
    [InlineData("a23456789-123456789-123456789-123456789-123456789-1234567", "at most 56")]
    [InlineData("one-canary", "marks the workloads of canaries")]
    [InlineData("kubernetes", "API server")]
    [InlineData("system", "a namespace System would hide")]
    [InlineData("gadget", "a namespace Gadget would hide")]
    public void A_name_that_cannot_work_is_refused(string name, string expected) =>
        Assert.Contains(expected, Refused(name).What);

    [Fact]
    public void All_that_is_in_the_way_is_named_at_once()
    {
        _repository.Write("k8s/base/One/deployment.yaml", "");
        _repository.Write("k8s/overlays/broken/kustomization.yaml", "resources: [\n");
        _repository.Write("Shop.slnx", "<Solution>");

        var lines = Refused("one").What.Split('\n');

        Assert.Equal(4, lines.Length);
        Assert.Contains("services/one already exists", lines);
        Assert.Contains("k8s/base/one already exists", lines);
        Assert.Contains(lines, line =>
            line.StartsWith(
                "k8s/overlays/broken/kustomization.yaml:1:12: Broken YAML: the list that begins here"
            )
        );
        Assert.Contains(lines, line => line.StartsWith("Shop.slnx:1:"));
    }

    [Fact]
    public void What_fails_half_way_leaves_nothing_behind()
    {
        var before = Snapshot();
        var plan = new ServicePlan(
            [
                new TemplateFile("services/orders/Orders.cs", ""),
                new TemplateFile("fresh/deep/orders/a.yaml", ""),
            ],
            [new TemplateFile("Shop.slnx", "changed"), new TemplateFile("lost/kustomization.yaml", "changed")]
        );

        Assert.ThrowsAny<IOException>(() =>
            new FileTransaction(_repository.Path, _repository.At(".nuke/temp")).Write(
                plan,
                ["services/orders", "fresh/deep/orders"]
            )
        );

        Assert.Equal(before, Snapshot());
        Assert.False(Directory.Exists(_repository.At("services/orders")));
        Assert.False(Directory.Exists(_repository.At("fresh")));
    }

    private ServicePlan Create(string name) =>
        new ServiceScaffold(_repository.Path, _repository.At(".nuke/temp")).Create(name);

    private Refusal Refused(string name)
    {
        var before = Snapshot();
        var refusal = Assert.ThrowsAny<Refusal>(() => Create(name));
        Assert.Equal(before, Snapshot());
        return refusal;
    }

    private IReadOnlyList<string> Snapshot() =>
        [
            .. Directory
                .EnumerateFiles(_repository.Path, "*", SearchOption.AllDirectories)
                .Order(StringComparer.Ordinal)
                .Select(file => $"{file}: {File.ReadAllText(file)}"),
        ];
}
