using Sample;
using ServiceDefaults;

return await ServiceProcess.RunAsync(() => SampleApp.Create(args));
