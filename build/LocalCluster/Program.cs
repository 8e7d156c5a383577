using LocalCluster.Hosting.Cli;

var (line, mistake) = CommandLine.Parse(args);
if (line is null)
{
    Console.Error.WriteLine(mistake);
    Console.Error.WriteLine(CommandLine.Usage);
    return 2;
}
return line.Command switch
{
    "serve" => await ServeCommand.RunAsync(line, Console.Out, Console.Error),
    "start" => await StartCommand.RunAsync(line, Console.Out, Console.Error),
    "stop" => await StopCommand.RunAsync(line, Console.Out, Console.Error),
    _ => await StatusCommand.RunAsync(line, Console.Out, Console.Error),
};
