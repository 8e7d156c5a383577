using Slipway.Yaml;

namespace Slipway.Environments;

/// <summary>The key <c>imagePaths</c>: a list of <c>{group, kind, path}</c>.</summary>
internal static class ImagePathSection
{
    public static IReadOnlyList<ImagePath> Read(Section file)
    {
        var paths = new List<ImagePath>();
        foreach (var entry in file.Maps("imagePaths") ?? [])
        {
            entry.Missing("path", "the fields that lead to the image, for example 'path: spec/runner/image'");
            var (group, kind, path) = (entry.Text("group"), entry.Text("kind"), entry.Text("path"));
            if (group is null && kind is null)
                entry.Wrong("path", "Give the 'kind' that has this field, or its 'group', or both.");
            // Kustomize marks lists by '[]'; here they are entered with or without it.
            var fields = (path ?? "").Split('/').Select(field => field.Replace("[]", "")).ToList();
            if (path is not null && fields.Exists(field => field.Length == 0))
                entry.Wrong("path", $"'{path}' is not a path; expected field names joined by '/'.");
            entry.End();
            paths.Add(new ImagePath(group, kind, fields));
        }
        return paths;
    }
}
