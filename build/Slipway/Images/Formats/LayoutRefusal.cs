using Slipway.Values;

namespace Slipway.Images.Formats;

/// <summary>The images that were built here cannot be used.</summary>
internal sealed class LayoutRefusal(string what, string where, string next) : Refusal(what, where, next)
{
    public static LayoutRefusal Newer(string folder, string version, string known) =>
        new(
            $"The images in this folder use layout version '{version}', and only "
                + $"'{known}' is supported.",
            folder,
            "Delete the folder (the images are then rebuilt), or use the version of the build that wrote it."
        );

    public static LayoutRefusal Damaged(string file, string why) =>
        new(
            $"Part of an image was damaged after it was built: {why}.",
            file,
            "Delete this file and run the command again; the image will be rebuilt."
        );
}
