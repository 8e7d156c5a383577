using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Nuke.Common;

/// <summary>
/// Conditions that a build relies on. The message, or the condition's own text, ends up in the exception.
/// </summary>
[DebuggerStepThrough]
public static class Assert
{
    [DoesNotReturn]
    public static void Fail(string message, Exception exception = null) =>
        throw new Exception(message, exception);

    public static void True(
        [DoesNotReturnIf(false)] bool condition,
        string message = null,
        [CallerArgumentExpression("condition")] string argumentExpression = null
    )
    {
        if (!condition)
            throw new ArgumentException(message ?? "Expected condition to be true", argumentExpression);
    }

    public static void False(
        [DoesNotReturnIf(true)] bool condition,
        string message = null,
        [CallerArgumentExpression("condition")] string argumentExpression = null
    )
    {
        if (condition)
            throw new ArgumentException(message ?? "Expected condition to be false", argumentExpression);
    }

    public static T NotNull<T>(
        [NotNull] this T obj,
        string message = null,
        [CallerArgumentExpression("obj")] string argumentExpression = null
    )
        where T : class =>
        obj ?? throw new ArgumentException(message ?? "Expected object to be not null", argumentExpression);

    public static T? NotNull<T>(
        [NotNull] this T? obj,
        string message = null,
        [CallerArgumentExpression("obj")] string argumentExpression = null
    )
        where T : struct =>
        obj ?? throw new ArgumentException(message ?? "Expected object to be not null", argumentExpression);

    public static string NotNullOrEmpty(
        [NotNull] this string str,
        string message = null,
        [CallerArgumentExpression("str")] string argumentExpression = null
    ) =>
        string.IsNullOrEmpty(str)
            ? throw new ArgumentException(
                message ?? "Expected string to be not null or empty",
                argumentExpression
            )
            : str;

    public static string NotNullOrWhiteSpace(
        [NotNull] this string str,
        string message = null,
        [CallerArgumentExpression("str")] string argumentExpression = null
    ) =>
        string.IsNullOrWhiteSpace(str)
            ? throw new ArgumentException(
                message ?? "Expected string to be not null or whitespace",
                argumentExpression
            )
            : str;

    public static void NotEmpty<T>(
        IReadOnlyCollection<T> collection,
        string message = null,
        [CallerArgumentExpression("collection")] string argumentExpression = null
    )
    {
        if (collection is null or { Count: 0 })
            throw new ArgumentException(message ?? "Expected collection to be not empty", argumentExpression);
    }

    public static void Empty<T>(
        IReadOnlyCollection<T> collection,
        string message = null,
        [CallerArgumentExpression("collection")] string argumentExpression = null
    ) => Count(collection, 0, message, argumentExpression);

    public static void HasSingleItem<T>(
        IReadOnlyCollection<T> collection,
        string message = null,
        [CallerArgumentExpression("collection")] string argumentExpression = null
    ) => Count(collection, 1, message, argumentExpression);

    public static void Count<T>(
        IReadOnlyCollection<T> collection,
        int length,
        string message = null,
        [CallerArgumentExpression("collection")] string argumentExpression = null
    )
    {
        if (collection?.Count != length)
            throw new ArgumentException(
                message ?? $"Expected collection to have length {length} but has {collection?.Count ?? 0}",
                argumentExpression
            );
    }

    public static void FileExists(
        string path,
        string message = null,
        [CallerArgumentExpression("path")] string argumentExpression = null
    )
    {
        if (!File.Exists(path))
            throw new ArgumentException(message ?? $"Expected file to exist: {path}", argumentExpression);
    }

    public static void DirectoryExists(
        string path,
        string message = null,
        [CallerArgumentExpression("path")] string argumentExpression = null
    )
    {
        if (!Directory.Exists(path))
            throw new ArgumentException(
                message ?? $"Expected directory to exist: {path}",
                argumentExpression
            );
    }
}
