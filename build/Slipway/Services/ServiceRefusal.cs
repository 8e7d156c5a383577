using Slipway.Values;

namespace Slipway.Services;

/// <summary>Something about the services of the repository is wrong.</summary>
internal sealed class ServiceRefusal(string what, string where, string next) : Refusal(what, where, next);
