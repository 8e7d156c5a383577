using System.ComponentModel;
using System.Globalization;

namespace Nuke.Common.CI;

/// <summary>One part of a target that is split over several machines, written <c>1/3</c>.</summary>
[TypeConverter(typeof(TypeConverter))]
public class Partition
{
    internal Partition(int part, int total) => (Part, Total) = (part, total);

    internal static Partition Single { get; } = new(1, 1);

    public int Part { get; }

    public int Total { get; }

    /// <summary>The elements that this part is responsible for.</summary>
    public IEnumerable<T> GetCurrent<T>(IEnumerable<T> enumerable) =>
        enumerable.Where((_, index) => index % Total == Part - 1);

    public override string ToString() => $"{Part}/{Total}";

    internal sealed class TypeConverter : System.ComponentModel.TypeConverter
    {
        public override bool CanConvertFrom(ITypeDescriptorContext context, Type sourceType) =>
            sourceType == typeof(string);

        public override object ConvertFrom(ITypeDescriptorContext context, CultureInfo culture, object value)
        {
            var numbers = ((string)value).Split('/');
            var (part, total) = (int.Parse(numbers[0], culture), int.Parse(numbers[1], culture));
            return 1 <= part && part <= total ? new Partition(part, total) : throw new FormatException();
        }
    }
}
