using Rating;
using ServiceDefaults;

return await ServiceProcess.RunAsync(() => RatingApp.Create(args));
