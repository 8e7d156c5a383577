namespace Slipway.Services.Templates;

/// <summary>What a new service adds to a repository.</summary>
/// <param name="Created">Files that do not exist yet.</param>
/// <param name="Changed">Files that exist, with what they will hold.</param>
public sealed record ServicePlan(IReadOnlyList<TemplateFile> Created, IReadOnlyList<TemplateFile> Changed);
