using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using ServiceDefaults.Settings;

namespace ServiceDefaults.Tests;

public class SettingsTests
{
    private sealed class Sample
    {
        [Required]
        public Uri? Url { get; init; }

        [Range(0d, 1d)]
        public double Rate { get; init; } = 0.5;

        [Range(1, 9)]
        public int Count { get; init; } = 3;

        public bool On { get; init; }

        public DayOfWeek Day { get; init; } = DayOfWeek.Friday;

        public TimeSpan? Pause { get; init; }

        public string Text { get; init; } = "";

        public Inner Nested { get; } = new();
    }

    private sealed class Inner
    {
        public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(2);
    }

    [Fact]
    public void Settings_are_read_as_what_they_mean()
    {
        var settings = Read(
            ("A:Url", "http://rating:8080"),
            ("A:Rate", "0.25"),
            ("A:Count", " 4 "),
            ("A:On", "True"),
            ("A:Day", "monday"),
            ("A:Pause", "00:00:01.5"),
            ("A:Nested:Timeout", "00:00:30")
        );

        Assert.Equal(new Uri("http://rating:8080"), settings.Url);
        Assert.Equal(
            (0.25, 4, true, DayOfWeek.Monday),
            (settings.Rate, settings.Count, settings.On, settings.Day)
        );
        Assert.Equal(TimeSpan.FromSeconds(1.5), settings.Pause);
        Assert.Equal(TimeSpan.FromSeconds(30), settings.Nested.Timeout);
    }

    [Fact]
    public void What_is_not_set_has_its_default()
    {
        var settings = Read(("A:Url", "http://rating"));

        Assert.Equal((0.5, 3, DayOfWeek.Friday), (settings.Rate, settings.Count, settings.Day));
        Assert.Equal(TimeSpan.FromSeconds(2), settings.Nested.Timeout);
    }

    [Theory]
    [InlineData("Url", "rating:8080", "an absolute http or https URL")]
    [InlineData("Url", "/ratings", "an absolute http or https URL")]
    [InlineData("Url", "ftp://rating", "an absolute http or https URL")]
    [InlineData(
        "Url",
        "http://$(RATING_SERVICE_HOST):$(RATING_SERVICE_PORT)",
        "an absolute http or https URL"
    )]
    [InlineData("Rate", "-0.1", "a number from 0 to 1")]
    [InlineData("Rate", "1.1", "a number from 0 to 1")]
    [InlineData("Rate", "0,5", "a number from 0 to 1")]
    [InlineData("Rate", "NaN", "a number from 0 to 1")]
    [InlineData("Rate", "half", "a number from 0 to 1")]
    [InlineData("Count", "2.5", "an integer from 1 to 9")]
    [InlineData("Count", "99999999999", "an integer from 1 to 9")]
    [InlineData("On", "yes", "true or false")]
    [InlineData("Day", "2", "one of Sunday, Monday, Tuesday, Wednesday, Thursday, Friday, Saturday")]
    [InlineData("Day", "Someday", "one of Sunday, Monday, Tuesday, Wednesday, Thursday, Friday, Saturday")]
    [InlineData("Pause", "soon", "a duration such as 00:00:02.5")]
    [InlineData("Nested:Timeout", "soon", "a duration such as 00:00:02.5")]
    public void A_wrong_value_is_refused_with_what_is_allowed(string key, string text, string allowed) =>
        Assert.Equal(
            $"A:{key} is '{text}', but must be {allowed}. Set it in appsettings.json or as the environment variable "
                + $"A__{key.Replace(":", "__")}.",
            Assert.Single(Mistakes(("A:Url", "http://rating"), ($"A:{key}", text)))
        );

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("  ")]
    public void A_required_setting_that_is_missing_is_refused(string? text) =>
        Assert.Equal(
            "A:Url is missing; it must be an absolute http or https URL. "
                + "Set it in appsettings.json or as the environment variable A__Url.",
            Assert.Single(Mistakes(("A:Url", text)))
        );

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    public void A_setting_that_was_left_empty_does_not_pass_for_its_default(string text) =>
        Assert.StartsWith(
            "A:On is empty, but must be true or false.",
            Assert.Single(Mistakes(("A:Url", "http://rating"), ("A:On", text)))
        );

    [Theory]
    [InlineData("A:Rat", "A:Rat is not a setting; A has Count, Day, Nested, On, Pause, Rate, Text, Url.")]
    [InlineData("A:Nested:Limit", "A:Nested:Limit is not a setting; A:Nested has Timeout.")]
    public void A_setting_that_does_not_exist_is_refused_with_those_that_do(string key, string line) =>
        Assert.StartsWith(line, Assert.Single(Mistakes(("A:Url", "http://rating"), (key, "1"))));

    [Fact]
    public void All_mistakes_are_found_at_once() =>
        Assert.Collection(
            Mistakes(("A:Rate", "x"), ("A:On", "x"), ("A:Of", "x")),
            line => Assert.StartsWith("A:Url is missing", line),
            line => Assert.StartsWith("A:Rate is", line),
            line => Assert.StartsWith("A:On is", line),
            line => Assert.StartsWith("A:Of is not", line)
        );

    private static Sample Read(params (string Key, string? Value)[] settings) => Options(settings).Value;

    private static IEnumerable<string> Mistakes(params (string Key, string? Value)[] settings) =>
        Assert.Throws<OptionsValidationException>(() => Options(settings).Value).Failures;

    private static IOptions<Sample> Options((string Key, string? Value)[] settings)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        foreach (var (key, value) in settings)
            builder.Configuration[key] = value;
        builder.Configuration["Other:Thing"] = builder.Configuration["PATH"] = "of somebody else";
        builder.AddSettings<Sample>("A");
        return builder.Services.BuildServiceProvider().GetRequiredService<IOptions<Sample>>();
    }
}
