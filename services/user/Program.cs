using ServiceDefaults;
using User;

return await ServiceProcess.RunAsync(() => UserApp.Create(args));
