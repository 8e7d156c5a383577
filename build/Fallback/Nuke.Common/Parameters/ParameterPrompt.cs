using System.Reflection;
using System.Text;
using Nuke.Common.Execution;
using Nuke.Common.Reporting;

namespace Nuke.Common.Parameters;

/// <summary>Prompts at a terminal for a required value.</summary>
internal static class ParameterPrompt
{
    internal static bool CanAsk =>
        NukeBuild.Host is Terminal && !Console.IsInputRedirected && !Console.IsOutputRedirected;

    internal static object Ask(NukeBuild build, MemberInfo member)
    {
        var attribute = member.GetCustomAttribute<ParameterAttribute>();
        var name = ParameterName.Of(member);
        var choices = attribute.GetValueSet(member, build)?.Select(x => x.Text).ToList();
        ConsoleText.WriteLine(
            (attribute.Description ?? name).TrimEnd('.')
                + (choices == null ? ":" : $" ({string.Join(", ", choices)}):")
        );
        while (true)
        {
            Console.Write("» ");
            var answer = member.IsDefined(typeof(SecretAttribute)) ? ReadUnseen() : Console.ReadLine();
            if (answer == null)
                throw new BuildRefusedException($"No value was given for '{name}'");
            try
            {
                if (answer.Length > 0)
                    return ParameterConversion.Convert(
                        name,
                        new([answer], ParameterOrigin.CommandLine),
                        MemberValue.TypeOf(member),
                        attribute.Separator ?? " ",
                        Directory.GetCurrentDirectory(),
                        member.IsDefined(typeof(SecretAttribute))
                    );
            }
            catch (ArgumentException exception)
            {
                ConsoleText.WriteLine(exception.Message, TextColor.Red);
            }
        }
    }

    private static string ReadUnseen()
    {
        var text = new StringBuilder();
        while (Console.ReadKey(intercept: true) is var key && key.Key != ConsoleKey.Enter)
        {
            if (key.Key == ConsoleKey.Backspace)
                text.Length = Math.Max(0, text.Length - 1);
            else if (!char.IsControl(key.KeyChar))
                text.Append(key.KeyChar);
        }

        Console.WriteLine();
        return text.ToString();
    }
}
