using System.ComponentModel;
using Nuke.Common.IO;
using Nuke.Common.Parameters;
using Nuke.Common.Tooling;
using Xunit;

namespace NukeCommon.Tests.Parameters;

public class ParameterConversionTests
{
    [Fact]
    public void A_name_alone_switches_a_flag_on() => Assert.Equal(true, Convert<bool?>([]));

    [Fact]
    public void A_flag_can_be_given_a_value() => Assert.Equal(false, Convert<bool?>(["false"]));

    [Fact]
    public void A_name_alone_is_no_text() => Assert.Null(Convert<string>([]));

    [Fact]
    public void Numbers_are_read() => Assert.Equal(-5, Convert<int?>(["-5"]));

    [Theory]
    [InlineData("red", Color.Red)]
    [InlineData("dark-blue", Color.DarkBlue)]
    [InlineData("DARKBLUE", Color.DarkBlue)]
    public void Enumerations_are_read_without_case_and_dashes(string text, Color color) =>
        Assert.Equal(color, Convert<Color?>([text]));

    [Fact]
    public void Extensible_enumerations_are_read_by_their_converter() =>
        Assert.Same(Shape.Round, Convert<Shape>(["round"]));

    [Fact]
    public void A_relative_path_starts_at_the_base() =>
        Assert.Equal("/base/sub", ((AbsolutePath)Convert<AbsolutePath>(["sub"])).ToString());

    [Fact]
    public void An_absolute_path_stays() =>
        Assert.Equal("/other", ((AbsolutePath)Convert<AbsolutePath>(["/other"])).ToString());

    [Fact]
    public void Words_are_the_elements_of_a_list() =>
        Assert.Equal(new[] { 1, 2 }, Convert<int[]>(["1", "2"]));

    [Fact]
    public void A_separator_splits_each_word() =>
        Assert.Equal(["a", "b", "c"], (string[])Convert<string[]>(["a+b", "c"], separator: "+"));

    [Fact]
    public void A_blank_splits_a_variable_but_not_a_word()
    {
        Assert.Equal(["a", "b"], (string[])Convert<string[]>(["a b"], ParameterOrigin.Environment));
        Assert.Equal(["a b"], (string[])Convert<string[]>(["a b"]));
    }

    [Fact]
    public void Lists_can_be_asked_for_by_class_or_interface()
    {
        Assert.Equal(["a"], (List<string>)Convert<List<string>>(["a"]));
        Assert.Equal(["a"], (IReadOnlyList<string>)Convert<IReadOnlyList<string>>(["a"]));
    }

    [Theory]
    [InlineData(typeof(int?), "abc", "'abc' could not be converted to 'int?'")]
    [InlineData(typeof(Color?), "7", "'7' could not be converted to 'Color?'")]
    [InlineData(typeof(Shape), "flat", "'flat' could not be converted to 'Shape'")]
    [InlineData(typeof(bool?), "yes", "'yes' could not be converted to 'bool?'")]
    public void What_does_not_fit_is_refused(Type type, string text, string message)
    {
        var exception = Assert.Throws<ArgumentException>(() =>
            ParameterConversion.Convert(
                "Name",
                new([text], ParameterOrigin.CommandLine),
                type,
                separator: null,
                "/base"
            )
        );
        Assert.StartsWith("Resolving argument 'Name' failed.", exception.Message);
        Assert.EndsWith(message, exception.Message);
    }

    [Fact]
    public void Two_words_are_no_scalar() =>
        Assert.Throws<ArgumentException>(() => Convert<string>(["a", "b"]));

    [Fact]
    public void A_secret_is_kept_out_of_the_message()
    {
        var exception = Assert.Throws<ArgumentException>(() =>
            ParameterConversion.Convert(
                "Pin",
                new(["hunter2"], ParameterOrigin.CommandLine),
                typeof(int?),
                null,
                "/base",
                secret: true
            )
        );
        Assert.DoesNotContain("hunter2", exception.ToString());
    }

    private static object Convert<T>(
        string[] values,
        ParameterOrigin origin = ParameterOrigin.CommandLine,
        string separator = null
    ) => ParameterConversion.Convert("Name", new(values, origin), typeof(T), separator, "/base");

    public enum Color
    {
        Red,
        DarkBlue,
    }

    [TypeConverter(typeof(TypeConverter<Shape>))]
    public class Shape : Enumeration
    {
        public static readonly Shape Round = new() { Value = "Round" };
    }
}
