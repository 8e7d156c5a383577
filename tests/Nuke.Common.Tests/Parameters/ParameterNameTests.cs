using Nuke.Common.Parameters;
using Xunit;

namespace NukeCommon.Tests.Parameters;

public class ParameterNameTests
{
    [Theory]
    [InlineData("Env", "env")]
    [InlineData("ApiKey", "api-key")]
    [InlineData("NoLogo", "no-logo")]
    [InlineData("BaseURLPath", "base-url-path")]
    [InlineData("S3Bucket", "s3-bucket")]
    public void Names_are_shown_with_dashes(string name, string dashed) =>
        Assert.Equal(dashed, ParameterName.Dashed(name));
}
