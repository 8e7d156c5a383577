using Movie;
using ServiceDefaults;

return await ServiceProcess.RunAsync(() => MovieApp.Create(args));
