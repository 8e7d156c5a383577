using System.Text.Json;

namespace EndToEnd;

/// <summary>Somebody else builds the same commit.</summary>
public sealed class ReproducibleStory(Checkout checkout)
{
    // A shallow clone in a folder with a difficult name, under another umask, clock and language, with the
    // variables of a CI system, and with files as old as archives make them. The build itself is the first's.
    private const string Elsewhere = """
        set -e
        umask 077
        git clone --quiet --depth 1 "file://$1" "$2"
        find "$2/services" -type f -exec touch -t 201903040506 {} +
        note() { sed -n "$1p" "$FIRST/.nuke/temp/build.stamp"; }
        FIRST=$1
        export NUKE_ROOT="$2" SLIPWAY_PACKAGE_FEED=$(note 2)
        export TZ=Asia/Kathmandu LC_ALL=tr_TR.UTF-8
        export CI=true GITHUB_ACTIONS=true VERSION=9.9.9 Configuration=Debug
        exec "$(note 1)" exec "$1/build/_build/bin/Release/net10.0/_build.dll" \
            ContainerBuild --env local --no-logo
        """;

    [Fact]
    public async Task Another_folder_umask_clock_language_and_machine_give_the_same_digests()
    {
        await checkout.DoneAsync("ContainerBuild", "--env", "local");
        var folder = checkout.Root + " again ü";
        try
        {
            var run = await Checkout.ProgramAsync(
                "bash",
                Path.GetTempPath(),
                "-c",
                Elsewhere,
                "-",
                checkout.Root,
                folder
            );

            Assert.True(run.Code == 0, run.Output);
            Assert.Equal(Digests(checkout.Root), Digests(folder));
        }
        finally
        {
            if (Directory.Exists(folder))
                Directory.Delete(folder, recursive: true);
        }
    }

    private static IReadOnlyList<string> Digests(string root)
    {
        var index = Path.Combine(root, ".nuke", "temp", "images", "local", "index.json");
        using var json = JsonDocument.Parse(File.ReadAllText(index));
        return
        [
            .. json
                .RootElement.GetProperty("manifests")
                .EnumerateArray()
                .Select(image => image.GetProperty("digest").GetString()!)
                .Order(StringComparer.Ordinal),
        ];
    }
}
