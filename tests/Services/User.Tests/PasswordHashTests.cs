using User.Accounts;

namespace User.Tests;

public class PasswordHashTests
{
    [Fact]
    public void A_password_matches_its_hash_alone()
    {
        var hash = PasswordHash.Of("correct horse");

        Assert.True(PasswordHash.Matches("correct horse", hash));
        Assert.False(PasswordHash.Matches("correct horsf", hash));
        Assert.False(PasswordHash.Matches("", hash));
    }

    [Fact]
    public void Equal_passwords_have_unequal_hashes() =>
        Assert.NotEqual(PasswordHash.Of("correct horse"), PasswordHash.Of("correct horse"));

    // PBKDF2-HMAC-SHA512 of "password" and "salt", one iteration: a published test vector, cut to 32 bytes.
    [Fact]
    public void A_hash_with_another_number_of_iterations_stays_valid() =>
        Assert.True(
            PasswordHash.Matches(
                "password",
                "pbkdf2-sha512$1$c2FsdA==$"
                    + Convert.ToBase64String(
                        Convert.FromHexString(
                            "867f70cf1ade02cff3752599a3a53dc4af34c7a669815ae5d513554e1c8cf252"
                        )
                    )
            )
        );

    [Fact]
    public void The_hash_of_nobody_matches_nothing_and_is_a_hash_like_others()
    {
        Assert.False(PasswordHash.Matches("", PasswordHash.OfNobody));
        Assert.Equal(
            PasswordHash.Of("x").Split('$').Select(part => part.Length),
            PasswordHash.OfNobody.Split('$').Select(part => part.Length)
        );
    }

    [Theory]
    [InlineData("")]
    [InlineData("plain")]
    [InlineData("bcrypt$1$AAAA$AAAA")]
    public void A_text_that_is_no_hash_is_an_error_and_no_match(string text) =>
        Assert.Throws<FormatException>(() => PasswordHash.Matches("x", text));
}
