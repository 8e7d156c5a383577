using Slipway.Images.Inputs;

namespace Slipway.Tests.Images;

public sealed class ServiceInputsTests : IDisposable
{
    private static readonly ServiceInputs s_before = new(
        "10.0.100", "sha256:a", "slipway 1", ["services/rating"],
        new Dictionary<string, string> { ["services/rating/A.cs"] = "1", ["services/rating/B.cs"] = "2" });

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Nothing_changed_where_everything_is_equal() =>
        Assert.Null(s_before.WhatChanged(s_before with { }));

    [Fact]
    public void The_first_change_is_named()
    {
        Assert.Equal(
            "the .NET SDK changed from 10.0.100 to 10.0.200",
            s_before.WhatChanged(s_before with { Sdk = "10.0.200" }));
        Assert.Equal("the base image changed", s_before.WhatChanged(s_before with { Base = "" }));
        Assert.Equal(
            "this build packs in another way now",
            s_before.WhatChanged(s_before with { Packer = "slipway 2" }));
        Assert.Equal("services/rating/A.cs changed", s_before.WhatChanged(Files(("A", "9"), ("B", "9"))));
        Assert.Equal("services/rating/A.cs is gone", s_before.WhatChanged(Files(("B", "2"))));
        Assert.Equal(
            "services/rating/C.cs is new", s_before.WhatChanged(Files(("A", "1"), ("B", "2"), ("C", "3"))));
    }

    [Fact]
    public void What_is_compiled_counts_and_what_is_not_does_not()
    {
        foreach (var file in (string[])
            [
                "README.md", "Directory.Build.props", "Directory.Packages.props", "global.json",
                "build/Packages.targets",
                "services/Directory.Build.targets", "services/rating/Rating.csproj",
                "services/rating/Program.cs",
                "services/rating/wwwroot/site.css", "services/rating/README.md", "services/rating/obj/x.cs",
                "services/rating/bin/x.dll", "services/rating/.vs/x.json",
                "services/rating/packages.lock.json",
                "services/movie/Program.cs", "shared/Linked.cs", "tests/Directory.Build.props",
            ])
        {
            _folder.Write(file, file);
        }
        var reader = new InputReader(_folder.Path);
        var folders = reader.FoldersOf([Path.Combine(_folder.Path, "services/rating/Rating.csproj")]);
        var foreign = reader.Foreign(
            [
                Path.Combine(_folder.Path, "shared/Linked.cs"),
                Path.Combine(_folder.Path, "services/rating/Program.cs"),
                Path.Combine(_folder.Path, "services/rating/obj/x.cs"), "/somewhere/else.cs",
            ], folders);

        Assert.Equal(
        [
            "Directory.Build.props", "Directory.Packages.props", "build/Packages.targets", "global.json",
            "services/Directory.Build.targets", "services/rating/Program.cs", "services/rating/Rating.csproj",
            "services/rating/packages.lock.json", "services/rating/wwwroot/site.css", "shared/Linked.cs",
        ], reader.Read(folders, foreign).Keys.Order(StringComparer.Ordinal));
    }

    private static ServiceInputs Files(params (string Name, string Digest)[] files) => s_before with
    {
        Files = files.ToDictionary(file => $"services/rating/{file.Name}.cs", file => file.Digest),
    };
}
