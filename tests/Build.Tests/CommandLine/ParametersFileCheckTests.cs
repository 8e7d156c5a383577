using Slipway.Targets.CommandLine;

namespace Slipway.Targets.Tests.CommandLine;

public class ParametersFileCheckTests
{
    [Theory]
    [InlineData("{}")]
    [InlineData("""{ "$schema": "./build.schema.json", "Env": "local", "Force": true, "Count": 3 }""")]
    [InlineData("""{ "Force": "true", "Count": "3", "Services": [ "movie", "rating" ] }""")]
    [InlineData("""{ "Verbosity": "normal" }""")]
    [InlineData("""{ "Services": "movie", "Env": 7 }""")]
    public void What_fits_is_left_alone(string json) => Assert.Empty(Mistakes(json));

    [Theory]
    [InlineData("""{ "Envi": "local" }""", "f.json: unknown parameter 'Envi'. Did you mean 'env'?")]
    [InlineData("""{ "Whatever": 1 }""", "f.json: unknown parameter 'Whatever'.")]
    [InlineData("""{ "Env": true }""", "f.json: Env: expected a string, found true")]
    [InlineData("""{ "Env": null }""", "f.json: Env: expected a string, found null")]
    [InlineData("""{ "Env": { "a": 1 } }""", "f.json: Env: expected a string, found an object")]
    [InlineData("""{ "Env": [ "a", "b" ] }""", "f.json: Env: expected a string, found an array")]
    [InlineData("""{ "Services": [ "a", [] ] }""", "f.json: Services: expected a string, found an array")]
    [InlineData("""{ "Force": {} }""", "f.json: Force: expected true or false, found an object")]
    [InlineData("""{ "Force": "maybe" }""", "f.json: Force: 'maybe' is neither true nor false")]
    [InlineData("""{ "Force": 1 }""", "f.json: Force: '1' is neither true nor false")]
    [InlineData("""{ "Count": null }""", "f.json: Count: expected an integer, found null")]
    [InlineData("""{ "Count": 1.5 }""", "f.json: Count: '1.5' is not an integer")]
    [InlineData("""{ "Verbosity": "loud" }""", "f.json: Verbosity: 'loud' is not one of Verbose, Normal")]
    [InlineData("""[ "Env" ]""", "f.json: expected a JSON object")]
    [InlineData("{ \"Env\": \"local\",\n  oops }", "f.json:2:3: invalid JSON")]
    [InlineData("", "f.json:1:1: invalid JSON")]
    public void What_does_not_fit_is_named(string json, string message) =>
        Assert.Equal([message], Mistakes(json));

    [Fact]
    public void All_mistakes_are_found_at_once() =>
        Assert.Equal(
            ["f.json: unknown parameter 'Envi'. Did you mean 'env'?", "f.json: Count: 'x' is not an integer"],
            Mistakes("""{ "Envi": "local", "Count": "x" }""")
        );

    private static IReadOnlyList<string> Mistakes(string json) =>
        ParametersFileCheck.Mistakes(Shapes.Small, "f.json", json);
}
