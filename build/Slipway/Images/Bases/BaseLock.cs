using System.Globalization;
using System.Text;
using Slipway.Formats;
using Slipway.Values;
using Slipway.Yaml;

namespace Slipway.Images.Bases;

/// <summary>
/// Which digests the names of base images stand for in this commit: <c>k8s/base-images.lock.yaml</c>, beside
/// the environments that name them. Builds read it and never write it, since a build must not change its own
/// source.
/// </summary>
/// <param name="Images">By name, <c>registry/repository[:tag]</c>.</param>
public sealed record BaseLock(IReadOnlyDictionary<string, LockedBase> Images)
{
    /// <summary>The file, relative to the repository.</summary>
    public const string FileName = "k8s/base-images.lock.yaml";

    private const string Head = """
        # The base images that services are built on, by digest. Written by ./build.sh UpdateBaseImages, which
        # shows what changes; commit it.

        """;

    /// <summary>Reads the file; nothing is locked where there is none.</summary>
    /// <exception cref="Refusal">The file has mistakes; all of them are listed.</exception>
    public static BaseLock Read(string repositoryRoot)
    {
        var file = Path.Combine(repositoryRoot, FileName);
        return File.Exists(file)
            ? Parse(File.ReadAllText(file))
            : new BaseLock(new Dictionary<string, LockedBase>());
    }

    /// <summary>The digest that a name is locked to; null where it is not.</summary>
    public Digest? Find(ImageReference image) =>
        Images.TryGetValue(NameOf(image), out var locked) ? locked.Digest : null;

    /// <summary>How an image is named in the file: as it is written elsewhere, without a digest.</summary>
    public static string NameOf(ImageReference image) => (image with { Digest = null }).ToString();

    internal static BaseLock Parse(string text)
    {
        var mistakes = new ValidationErrors(FileName);
        var file = YamlReader.Read(text, mistakes);
        var images = new Dictionary<string, LockedBase>(StringComparer.Ordinal);
        if (file.Map("images") is { } section)
        {
            foreach (var (key, _) in section.Entries())
            {
                if (!ImageReference.TryParse(key.Value, out var name) || name.Digest is not null)
                    section.Wrong(
                        key.Value,
                        $"'{key.Value}' is not of the form 'registry/repository[:tag]'."
                    );
                else if (section.Map(key.Value) is { } entry && Entry(entry) is { } locked)
                    images[NameOf(name)] = locked;
            }
        }
        file.End();
        mistakes.ThrowIfAny("Fix the errors above, or delete the file and run ./build.sh UpdateBaseImages.");
        return new BaseLock(images);
    }

    /// <summary>Rewrites the file, sorted by name.</summary>
    public void Write(string repositoryRoot)
    {
        var text = new StringBuilder(Head).Append("images:").Append(Images.Count == 0 ? " {}\n" : "\n");
        foreach (var (name, image) in Images.OrderBy(image => image.Key, StringComparer.Ordinal))
        {
            text.Append($"  {name}:\n    digest: {image.Digest}\n");
            if (image.Created is { } created)
                text.Append(CultureInfo.InvariantCulture, $"    created: {created.UtcDateTime:yyyy-MM-dd}\n");
        }
        AtomicFile.Write(Path.Combine(repositoryRoot, FileName), text.ToString());
    }

    private static LockedBase? Entry(Section entry)
    {
        entry.Missing("digest", "the image's digest, 'sha256:...'");
        var written = entry.Text("digest");
        var valid = Digest.TryParse(written, out var digest);
        if (written is not null && !valid)
            entry.Wrong(
                "digest",
                $"'{written}' is not a digest; expected 'sha256:' and 64 hexadecimal digits."
            );
        DateTimeOffset? created = null;
        if (entry.Text("created") is { } date)
        {
            if (
                DateTimeOffset.TryParseExact(
                    date,
                    "yyyy-MM-dd",
                    CultureInfo.InvariantCulture,
                    DateTimeStyles.AssumeUniversal,
                    out var day
                )
            )
                created = day;
            else
                entry.Wrong("created", $"'{date}' is not a date; expected YYYY-MM-DD.");
        }
        entry.End();
        return valid ? new LockedBase(digest, created) : null;
    }
}

/// <summary>What a name is locked to.</summary>
/// <param name="Digest">The image, or the index of images for several platforms.</param>
/// <param name="Created">The day on which it was made; null where it does not say.</param>
public sealed record LockedBase(Digest Digest, DateTimeOffset? Created);
