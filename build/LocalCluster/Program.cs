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
    "serve" => await ServeCommand.Run(line, Console.Out, Console.Error),
    "start" => await StartCommand.Run(line, Console.Out, Console.Error),
    "stop" => await StopCommand.Run(line, Console.Out, Console.Error),
    _ => await StatusCommand.Run(line, Console.Out, Console.Error),
};
