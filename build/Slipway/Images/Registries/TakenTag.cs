namespace Slipway.Images.Registries;

/// <summary>What to do where a version's tag stands for another image already.</summary>
public enum TakenTag
{
    /// <summary>Refuse: others rely on what the version means.</summary>
    Refuse,

    /// <summary>Move the tag: the registry is this machine's own.</summary>
    Move,

    /// <summary>
    /// Leave the tag as it is: nobody but this machine runs the image, and it is run by its digest.
    /// </summary>
    Keep,
}
