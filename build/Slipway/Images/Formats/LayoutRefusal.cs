using Slipway.Values;

namespace Slipway.Images.Formats;

/// <summary>The images that were built here cannot be used.</summary>
internal sealed class LayoutRefusal(string what, string where, string next) : Refusal(what, where, next)
{
    public static LayoutRefusal Newer(string folder, string version, string known) =>
        new(
            $"The images in this folder have the layout version '{version}', and only "
                + $"'{known}' is understood here.",
            folder,
            "Delete the folder (the images are built anew then), or use the version of the build that wrote it."
        );

    public static LayoutRefusal Damaged(string file, string why) =>
        new(
            $"A part of an image was damaged since it was built: {why}.",
            file,
            "Delete this file, then run the same command again: the image is built anew."
        );
}
