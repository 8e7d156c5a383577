using Microsoft.Extensions.Configuration;
using ServiceDefaults.Settings;

namespace ServiceDefaults.Tests;

public class SettingsReaderTests
{
    [Fact]
    public void Settings_are_read_as_what_they_mean()
    {
        var reader = Reader(
            ("A:Url", "http://rating:8080"),
            ("A:Rate", "0.25"),
            ("A:Seconds", "1.5"),
            ("A:On", "True"),
            ("A:Day", "monday")
        );

        Assert.Equal(new Uri("http://rating:8080"), reader.HttpUrl("A:Url"));
        Assert.Equal(0.25, reader.Number("A:Rate", 0, 1));
        Assert.Equal(TimeSpan.FromSeconds(1.5), reader.Seconds("A:Seconds", 0, 10));
        Assert.True(reader.Switch("A:On"));
        Assert.Equal(DayOfWeek.Monday, reader.OneOf<DayOfWeek>("A:Day"));
        reader.RefuseMistakes();
    }

    [Theory]
    [InlineData("rating:8080")]
    [InlineData("/ratings")]
    [InlineData("ftp://rating")]
    [InlineData("http://$(RATING_SERVICE_HOST):$(RATING_SERVICE_PORT)")]
    public void A_text_that_is_no_http_url_is_refused(string text)
    {
        var mistake = Mistake(reader => reader.HttpUrl("A:Url"), ("A:Url", text));

        Assert.StartsWith($"A:Url is '{text}', but must be an absolute http or https URL.", mistake);
        Assert.EndsWith("Look in appsettings.json and the environment variable A__Url.", mistake);
    }

    [Theory]
    [InlineData("-0.1")]
    [InlineData("1.1")]
    [InlineData("0,5")]
    [InlineData("NaN")]
    [InlineData("half")]
    public void A_number_that_is_none_or_out_of_bounds_is_refused(string text) =>
        Assert.StartsWith(
            $"A:Rate is '{text}', but must be a number from 0 to 1.",
            Mistake(reader => reader.Number("A:Rate", 0, 1), ("A:Rate", text))
        );

    [Theory]
    [InlineData("2")]
    [InlineData("Someday")]
    public void A_name_that_is_none_of_the_choices_is_refused(string text) =>
        Assert.StartsWith(
            $"A:Day is '{text}', but must be one of Sunday, Monday,",
            Mistake(reader => reader.OneOf<DayOfWeek>("A:Day"), ("A:Day", text))
        );

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("  ")]
    public void A_missing_setting_is_refused(string? text) =>
        Assert.StartsWith(
            "A:On is missing; it must be true or false.",
            Mistake(reader => reader.Switch("A:On"), ("A:On", text))
        );

    [Fact]
    public void A_setting_that_does_not_exist_is_refused_with_those_that_do() =>
        Assert.StartsWith(
            "A:Rat is not a setting; A has On, Rate.",
            Mistake(
                reader => (reader.Number("A:Rate", 0, 1), reader.Switch("A:On")),
                ("A:Rate", "1"),
                ("A:On", "true"),
                ("A:Rat", "1")
            )
        );

    [Fact]
    public void All_mistakes_are_told_at_once_each_in_one_line()
    {
        var reader = Reader(("A:Rate", "x"), ("A:On", "x"));
        reader.Number("A:Rate", 0, 1);
        reader.Switch("A:On");

        var refusal = Assert.Throws<InvalidSettingsException>(reader.RefuseMistakes);
        Assert.Collection(
            refusal.Message.Split(Environment.NewLine),
            line => Assert.StartsWith("A:Rate is", line),
            line => Assert.StartsWith("A:On is", line)
        );
    }

    [Fact]
    public void Sections_that_nobody_read_are_left_alone()
    {
        var reader = Reader(("A:Rate", "1"), ("Other:Thing", "1"), ("PATH", "/bin"));
        reader.Number("A:Rate", 0, 1);

        reader.RefuseMistakes();
    }

    private static string Mistake<T>(Func<SettingsReader, T> read, params (string, string?)[] settings)
    {
        var reader = Reader(settings);
        read(reader);
        return Assert.Throws<InvalidSettingsException>(reader.RefuseMistakes).Message;
    }

    private static SettingsReader Reader(params (string Key, string? Value)[] settings) =>
        new(
            new ConfigurationBuilder()
                .AddInMemoryCollection(
                    settings.ToDictionary(setting => setting.Key, setting => setting.Value)
                )
                .Build()
        );
}
