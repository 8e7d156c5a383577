using Slipway.Yaml;

namespace Slipway.Services;

/// <summary>What <c>services/&lt;name&gt;/service.yaml</c> says; every key is optional.</summary>
/// <param name="Builder">What makes the image; null leaves it to what the folder holds.</param>
/// <param name="DependsOn">The services that this one calls, with their places in the file.</param>
/// <param name="Mistakes">
/// What is wrong so far; the catalog adds what can only be seen beside the other services.
/// </param>
internal sealed record ServiceFile(Builder? Builder, IReadOnlyList<YamlText> DependsOn, Mistakes Mistakes)
{
    public static ServiceFile Parse(string text, string shown)
    {
        var mistakes = new Mistakes(shown);
        var file = YamlReader.Read(text, mistakes);
        var parsed = new ServiceFile(
            file.Choice<Builder>("builder"), file.Texts("dependsOn") ?? [], mistakes);
        file.End();
        return parsed;
    }
}
