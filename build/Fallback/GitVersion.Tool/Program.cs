using GitVersion.Cli;

return await Tool.RunAsync(args, Environment.CurrentDirectory, Console.Out, Console.Error);
