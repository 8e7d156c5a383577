using System.Collections.Concurrent;
using Slipway.Images.Inputs;
using Slipway.Images.Publishing;
using Slipway.Images.Registries;
using Slipway.Reporting;
using Slipway.Services;
using Slipway.SupplyChain.Signing;
using Slipway.Values;

namespace Slipway.Pipeline.TestReuse;

/// <summary>
/// Tells which test projects passed before on the same inputs, here or on another machine, so that they need
/// not run again.
/// </summary>
/// <param name="repositoryRoot">The checkout.</param>
/// <param name="folder">Where results are remembered.</param>
/// <param name="sharing">Where results are shared; null where they are not.</param>
/// <param name="reporter">Receives why tests run.</param>
public sealed class PassedTests(
    string repositoryRoot,
    string folder,
    TestSharing? sharing,
    IReporter reporter
)
{
    private readonly TestStore _store = new(folder);
    private readonly TestRegistry? _registry = sharing is null
        ? null
        : new TestRegistry(sharing.Registries, reporter, sharing.TrustedBy, sharing.Key);
    private readonly ConcurrentDictionary<string, ServiceInputs> _before = new(StringComparer.Ordinal);

    /// <summary>Notes what the projects are made from before they are tested.</summary>
    /// <param name="projects">All projects that are to be tested.</param>
    /// <param name="ct">Cancels the operation.</param>
    /// <exception cref="Refusal">No SDK matches <c>global.json</c>.</exception>
    public Task BeginAsync(IReadOnlyList<TestProjectFile> projects, CancellationToken ct) =>
        ReadAsync(projects, _before, ct);

    /// <summary>The projects that need not run, with what is known of them.</summary>
    /// <param name="projects">Projects that were begun with.</param>
    /// <param name="ct">Cancels the operation.</param>
    public async Task<IReadOnlyList<PassedProject>> FindAsync(
        IReadOnlyList<TestProjectFile> projects,
        CancellationToken ct
    )
    {
        var found = new ConcurrentDictionary<string, PassedProject>(StringComparer.Ordinal);
        await Parallel.ForEachAsync(projects, ct, async (project, stop) =>
        {
            var (inputs, mine) = (_before[project.Name], _store.Find(project.Name));
            var proof =
                mine?.Inputs.Digest == inputs.Digest ? mine : await FindElsewhereAsync(project, inputs, stop);
            if (proof is not null)
                found[project.Name] = new PassedProject(project.Name, proof.Passed, proof.Commit);
            else if (mine?.Inputs.WhatChanged(inputs) is { } change)
                reporter.Info($"{project.Name}: testing, because {change}.");
        });
        return [.. projects.Select(p => found.GetValueOrDefault(p.Name)).OfType<PassedProject>()];
    }

    /// <summary>
    /// Remembers projects of which all tests passed and none was skipped. What was edited while they ran is
    /// left out, since it is unknown which text was tested.
    /// </summary>
    /// <param name="passed">How many tests of each project passed.</param>
    /// <param name="commit">The commit that was checked out, in short.</param>
    /// <param name="ct">Cancels the operation.</param>
    public async Task RememberAsync(
        IReadOnlyList<(TestProjectFile Project, int Passed)> passed,
        string commit,
        CancellationToken ct
    )
    {
        var after = new ConcurrentDictionary<string, ServiceInputs>(StringComparer.Ordinal);
        await ReadAsync([.. passed.Select(p => p.Project)], after, ct);
        await Parallel.ForEachAsync(passed, ct, async (entry, stop) =>
        {
            var (project, inputs) = (entry.Project, after[entry.Project.Name]);
            if (!_before.TryGetValue(project.Name, out var before) || before.Digest != inputs.Digest)
                return;
            var proof = new TestProof(entry.Passed, commit, inputs);
            _store.Save(project.Name, proof);
            if (_registry is not null && RepositoryOf(project) is { } repository)
                await _registry.SaveAsync(repository, proof, stop);
        });
    }

    // Not kept here: whether it counts depends on whom the environment trusts, which may change.
    private async Task<TestProof?> FindElsewhereAsync(
        TestProjectFile project,
        ServiceInputs inputs,
        CancellationToken ct
    ) =>
        _registry is not null && RepositoryOf(project) is { } repository
            ? await _registry.FindAsync(repository, inputs, ct)
            : null;

    private async Task ReadAsync(
        IReadOnlyList<TestProjectFile> projects,
        ConcurrentDictionary<string, ServiceInputs> into,
        CancellationToken ct
    )
    {
        if (projects.Count == 0)
            return;
        var inputs = new TestInputs(repositoryRoot, await SdkVersion.ReadAsync(repositoryRoot, ct));
        foreach (var (name, read) in projects.AsParallel().Select(p => (p.Name, inputs.Read(p))))
            into[name] = read;
    }

    // Results lie beside the images of a service that is tested: there everybody who pushes may write.
    private ImageReference? RepositoryOf(TestProjectFile project)
    {
        if (sharing is null || project.UsesRepository)
            return null;
        var folders = new ProjectGraph(repositoryRoot).Read(project.File).Folders;
        return sharing
            .Services.Where(service =>
                service.ProjectFile is { } file && folders.Contains(Path.GetDirectoryName(file)!)
            )
            .OrderBy(service => service.Name, StringComparer.Ordinal)
            .Select(service => sharing.Repository(service.Name))
            .FirstOrDefault();
    }
}

/// <summary>A project that need not be tested again.</summary>
/// <param name="Project">Its name.</param>
/// <param name="Passed">How many tests passed.</param>
/// <param name="Commit">On which commit, in short.</param>
public sealed record PassedProject(string Project, int Passed, string Commit);

/// <summary>How test results are shared with other machines.</summary>
/// <param name="Registries">The registries.</param>
/// <param name="Repository">The repository of a service's images.</param>
/// <param name="Services">The services of the checkout.</param>
/// <param name="TrustedBy">The key that results of others must be signed with; null where every one counts.</param>
/// <param name="Key">Signs the results of this machine; null to leave them unsigned.</param>
public sealed record TestSharing(
    RegistryClient Registries,
    Func<string, ImageReference> Repository,
    IReadOnlyList<Service> Services,
    PublicKey? TrustedBy,
    SigningKey? Key
);
