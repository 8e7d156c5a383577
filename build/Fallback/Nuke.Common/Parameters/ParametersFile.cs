using System.Text.Json;
using Nuke.Common.Execution;

namespace Nuke.Common.Parameters;

/// <summary>
/// <c>.nuke/parameters.json</c> or the file of a profile: one JSON object, names to values.
/// </summary>
internal sealed class ParametersFile
{
    private readonly Dictionary<string, ParameterText> _values = new(StringComparer.OrdinalIgnoreCase);

    private ParametersFile(JsonElement root)
    {
        foreach (var property in root.EnumerateObject().Where(x => !x.Name.StartsWith('$')))
        {
            var value = property.Value;
            if (value.ValueKind == JsonValueKind.Null)
                continue;
            _values[ParameterName.Letters(property.Name)] = new(
                value.ValueKind == JsonValueKind.Array
                    ? [.. value.EnumerateArray().Select(x => x.ToString())]
                    : [value.ToString()],
                ParameterOrigin.File
            );
        }
    }

    /// <exception cref="BuildRefusedException">The file is not a JSON object.</exception>
    internal static ParametersFile Read(string path)
    {
        var options = new JsonDocumentOptions
        {
            CommentHandling = JsonCommentHandling.Skip,
            AllowTrailingCommas = true,
        };
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path), options);
            return new ParametersFile(document.RootElement);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw new BuildRefusedException($"{path} is not a JSON object: {exception.Message}");
        }
    }

    internal ParameterText Find(string letters) => _values.GetValueOrDefault(letters);
}
