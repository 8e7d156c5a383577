using Metadata;
using ServiceDefaults;

return await ServiceProcess.RunAsync(() => MetadataApp.Create(args));
