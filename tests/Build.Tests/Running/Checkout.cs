namespace Slipway.Targets.Tests.Running;

/// <summary>The checkout that these tests were compiled in.</summary>
internal static class Checkout
{
    public static string Root { get; } = Above(new DirectoryInfo(AppContext.BaseDirectory));

    private static string Above(DirectoryInfo? folder) =>
        folder switch
        {
            null => throw new InvalidOperationException("These tests run inside of a checkout."),
            _ when File.Exists(Path.Combine(folder.FullName, "build.sh")) => folder.FullName,
            _ => Above(folder.Parent),
        };
}
