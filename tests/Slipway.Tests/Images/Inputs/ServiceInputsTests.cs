using Slipway.Images.Inputs;
using Slipway.Values;

namespace Slipway.Tests.Images.Inputs;

public sealed class ServiceInputsTests
{
    private static readonly ServiceInputs s_before = new(
        new Dictionary<string, string> { ["the .NET SDK"] = "10.0.100", ["the base image"] = "scratch" },
        new Dictionary<string, string> { ["services/rating/A.cs"] = "1", ["services/rating/B.cs"] = "2" }
    );

    [Fact]
    public void Nothing_changed_where_everything_is_equal() =>
        Assert.Null(s_before.WhatChanged(s_before with { }));

    [Fact]
    public void The_first_change_is_named()
    {
        Assert.Equal(
            "the .NET SDK changed from 10.0.100 to 10.0.200",
            s_before.WhatChanged(Facts(("the .NET SDK", "10.0.200"), ("the base image", "x")))
        );
        Assert.Equal("the base image was removed", s_before.WhatChanged(Facts(("the .NET SDK", "10.0.100"))));
        Assert.Equal("services/rating/A.cs changed", s_before.WhatChanged(Files(("A", "9"), ("B", "9"))));
        Assert.Equal("services/rating/A.cs was removed", s_before.WhatChanged(Files(("B", "2"))));
        Assert.Equal(
            "services/rating/C.cs was added",
            s_before.WhatChanged(Files(("A", "1"), ("B", "2"), ("C", "3")))
        );
    }

    [Fact]
    public void The_digest_changes_with_every_input_and_with_nothing_else()
    {
        var same = s_before with { Files = s_before.Files.Reverse().ToDictionary() };

        Assert.Equal(s_before.Digest, same.Digest);
        Assert.NotEqual(s_before.Digest, Files(("A", "1"), ("B", "3")).Digest);
        Assert.NotEqual(s_before.Digest, Facts(("the .NET SDK", "10.0.200")).Digest);
    }

    [Fact]
    public void A_record_can_be_read_again_and_a_broken_one_is_refused()
    {
        var record = new InputRecord(Digest.Of("image"u8), s_before);

        var read = InputRecord.Parse(record.ToBytes());

        Assert.Equal((record.Image, s_before.Digest), (read.Image, read.Inputs.Digest));
        foreach (var broken in (string[])["", "[]", "{}", """{"image":"sha256:1"}""", """{"image":3}"""])
        {
            Assert.Throws<FormatException>(() =>
                InputRecord.Parse(System.Text.Encoding.UTF8.GetBytes(broken))
            );
        }
    }

    private static ServiceInputs Facts(params (string Name, string Value)[] facts) =>
        s_before with
        {
            Facts = facts.ToDictionary(fact => fact.Name, fact => fact.Value),
        };

    private static ServiceInputs Files(params (string Name, string Digest)[] files) =>
        s_before with
        {
            Files = files.ToDictionary(file => $"services/rating/{file.Name}.cs", file => file.Digest),
        };
}
