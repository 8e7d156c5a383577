using System.Globalization;
using System.Text.RegularExpressions;

namespace LocalCluster.Objects;

/// <summary>
/// An amount of a resource, for example <c>250m</c>, <c>1.5Gi</c>, <c>1e3</c> (the API's resource.Quantity).
/// </summary>
internal readonly partial record struct Quantity(decimal Value, string Suffix)
{
    /// <summary>The API server's message for an invalid quantity.</summary>
    public const string Malformed =
        "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";

    private static readonly string[] s_binary = ["", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei"];
    private static readonly string[] s_decimal = ["n", "u", "m", "", "k", "M", "G", "T", "P", "E"];

    public static bool TryParse(string? text, out Quantity quantity)
    {
        quantity = default;
        var match = Form().Match(text ?? "");
        if (
            !match.Success
            || !decimal.TryParse(
                match.Groups[1].Value,
                NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint,
                CultureInfo.InvariantCulture,
                out var number
            )
        )
            return false;
        var suffix = match.Groups[2].Value;
        if (suffix.Length > 1 && suffix[0] is 'e' or 'E' && int.TryParse(suffix[1..], out var exponent))
        {
            if (Math.Abs(exponent) > 18)
                return false;
            quantity = Capped(number, Power(10, exponent), "");
            return true;
        }
        var binary = Array.IndexOf(s_binary, suffix);
        var dec = Array.IndexOf(s_decimal, suffix);
        if (binary < 0 && dec < 0)
            return false;
        quantity =
            binary > 0 ? Capped(number, Power(1024, binary), "Ki") : Capped(number, Power(1000, dec - 3), "");
        return true;
    }

    /// <summary>The shortest form with a whole number, binary where the amount was written so.</summary>
    public override string ToString()
    {
        if (Value == 0)
            return "0";
        if (Suffix == "Ki" && Value == Math.Floor(Value))
        {
            for (var i = s_binary.Length - 1; i >= 0; i--)
            {
                if (Value % Power(1024, i) == 0)
                    return Text(Value / Power(1024, i)) + s_binary[i];
            }
        }
        for (var i = s_decimal.Length - 1; i > 0; i--)
        {
            if (Value % Power(1000, i - 3) == 0)
                return Text(Value / Power(1000, i - 3)) + s_decimal[i];
        }
        return Text(Math.Ceiling(Value * 1_000_000_000m)) + "n";
    }

    /// <summary>As the API server does, no amount is more than fits into an integer of 64 bits.</summary>
    private static Quantity Capped(decimal number, decimal factor, string suffix) =>
        Math.Abs(number) > long.MaxValue / factor
            ? new Quantity(Math.Sign(number) * (decimal)long.MaxValue, "")
            : new Quantity(number * factor, suffix);

    private static string Text(decimal value) => value.ToString("0", CultureInfo.InvariantCulture);

    private static decimal Power(int number, int exponent)
    {
        var result = 1m;
        for (var i = 0; i < Math.Abs(exponent); i++)
            result *= number;
        return exponent < 0 ? 1m / result : result;
    }

    [GeneratedRegex(@"^([+-]?[0-9]*\.?[0-9]+|[+-]?[0-9]+\.)([eEinumkKMGTP]*[-+]?[0-9]*)$")]
    private static partial Regex Form();
}
