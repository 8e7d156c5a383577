namespace Testing;

/// <summary>What holds for the floors of every project.</summary>
public abstract class FloorFacts(Floors house)
{
    [Fact]
    public void Every_type_is_on_a_floor() => AssertNone(house.Unknown());

    [Fact]
    public void No_type_uses_a_type_on_a_higher_floor() => AssertNone(house.UpwardUses());

    [Fact]
    public void No_namespaces_form_a_circle() => AssertNone(house.Circles());

    private static void AssertNone(IEnumerable<string> violations) =>
        Assert.True(!violations.Any(), string.Join('\n', violations));
}
