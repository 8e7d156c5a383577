using LocalCluster.Api.Http.Streams.Spdy;

namespace LocalCluster.Tests.Streams;

public sealed class SpdyCodecTests
{
    /// <summary>Two header blocks of one connection, as zlib packs them with SPDY's dictionary.</summary>
    private static readonly string[] s_blocks =
    [
        "78f9e3c6a7c202e50e703a2b294a4dcc851625aca9a080c652c670c2bd0a000000ffff",
        "c2aa0f98d253f2c105386e8d00000000ffff",
    ];

    [Fact]
    public void Header_blocks_are_unpacked_with_the_dictionary_and_with_each_other()
    {
        using var headers = new SpdyHeaders();
        foreach (var (block, type) in s_blocks.Zip(["error", "stdout"]))
        {
            var read = headers.Read(Convert.FromHexString(block));
            Assert.Equal(type, read["streamType"]);
            Assert.Equal("text/html", read["content-type"]);
            Assert.Equal(2, read.Count);
        }
    }

    [Fact]
    public void A_block_after_a_long_row_of_others_is_unpacked_too()
    {
        using var headers = new SpdyHeaders();
        headers.Read(Convert.FromHexString(s_blocks[0]));
        for (var i = 0; i < 2000; i++)
            Assert.Empty(headers.Read(SpdyHeaders.Empty(isFirst: false)));
        const string stored =
            "000e00f1ff" + "00000001" + "00000001" + "61" + "00000001" + "62" + "000000ffff";
        Assert.Equal("b", headers.Read(Convert.FromHexString(stored))["a"]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("78f9e3c6a7c3")]
    [InlineData("7801000400fbff00000000")]
    [InlineData("78f9e3c6a7c2000400fbff7fffffff")]
    [InlineData("78f9e3c6a7c2ff")]
    public void A_broken_header_block_is_a_violation(string block)
    {
        using var headers = new SpdyHeaders();
        Assert.Throws<SpdyProtocolException>(() => headers.Read(Convert.FromHexString(block)));
    }

    [Theory]
    [InlineData("8003000100000016", SpdyFrameType.SynStream, 0, 0, 22)]
    [InlineData("8003000600000004", SpdyFrameType.Ping, 0, 0, 4)]
    [InlineData("0000000501000000", null, 5, 1, 0)]
    [InlineData("7fffffff00ffffff", null, 0x7fffffff, 0, 0xffffff)]
    internal void Heads_of_frames_are_read_and_written(
        string bytes,
        SpdyFrameType? type,
        int stream,
        byte flags,
        int length
    )
    {
        var frame = SpdyFrame.Parse(Convert.FromHexString(bytes));
        Assert.Equal(new SpdyFrame(type, stream, flags, length), frame);
        var written = new byte[SpdyFrame.HeadLength];
        frame.Write(written);
        Assert.Equal(bytes, Convert.ToHexStringLower(written));
    }

    [Fact]
    public void Another_version_of_SPDY_is_a_violation() =>
        Assert.Throws<SpdyProtocolException>(() =>
            SpdyFrame.Parse(Convert.FromHexString("8002000100000016"))
        );
}
