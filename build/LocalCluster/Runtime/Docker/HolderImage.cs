using System.Formats.Tar;
using System.Runtime.InteropServices;
using System.Text;
using Docker.DotNet;
using Docker.DotNet.Models;

namespace LocalCluster.Runtime.Docker;

/// <summary>The image of <see cref="HolderProgram"/>, built by the engine if missing.</summary>
internal static class HolderImage
{
    public const string Name = "slipway/pod-holder:1";
    private const string Recipe = "FROM scratch\nCOPY hold /hold\nENTRYPOINT [\"/hold\"]\n";

    public static async Task MakeAsync(IDockerClient engine)
    {
        try
        {
            await engine.Images.InspectImageAsync(Name);
            return;
        }
        catch (DockerImageNotFoundException)
        {
            // Then it is made.
        }
        var refusals = new LastError();
        await engine.Images.BuildImageFromDockerfileAsync(
            new ImageBuildParameters
            {
                Tags = [Name],
                Remove = true,
                ForceRemove = true,
            },
            Context(),
            null,
            null,
            refusals
        );
        if (refusals.Message is { } why)
            throw new IOException($"The Docker Engine cannot build the image {Name}: {why}");
    }

    private static MemoryStream Context()
    {
        var tar = new MemoryStream();
        using (var writer = new TarWriter(tar, leaveOpen: true))
        {
            Add(writer, "Dockerfile", Encoding.UTF8.GetBytes(Recipe));
            Add(writer, "hold", HolderProgram.For(RuntimeInformation.OSArchitecture));
        }
        tar.Position = 0;
        return tar;
    }

    private static void Add(TarWriter writer, string name, byte[] content) =>
        writer.WriteEntry(
            new PaxTarEntry(TarEntryType.RegularFile, name)
            {
                DataStream = new MemoryStream(content),
                Mode = (UnixFileMode)0b111_101_101,
                ModificationTime = DateTimeOffset.UnixEpoch,
            }
        );
}
