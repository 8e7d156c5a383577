using SampleBuild;

// One program holds several builds, so that the tests compile only one.
return Environment.GetEnvironmentVariable("SAMPLE") switch
{
    "cycle" => CircularBuild.Run(),
    "hooks" => HookedBuild.Run(),
    "broken-hook" => BrokenHookBuild.Run(),
    "derived" => DerivedBuild.Run(),
    "no-default" => BuildWithoutDefault.Run(),
    _ => Build.Run(),
};
