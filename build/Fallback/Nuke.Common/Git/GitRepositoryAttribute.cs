using System.Reflection;
using Nuke.Common.ValueInjection;

namespace Nuke.Common.Git;

/// <summary>Injects what is known about the repository that the build lies in.</summary>
public class GitRepositoryAttribute : ValueInjectionAttributeBase
{
    public override object GetValue(MemberInfo member, object instance) =>
        GitRepository.FromLocalDirectory(NukeBuild.RootDirectory);
}
