namespace SampleBuild;

public enum Color
{
    Red,
    DarkBlue,
}
