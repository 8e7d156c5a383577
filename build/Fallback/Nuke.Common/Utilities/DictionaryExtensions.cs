namespace Nuke.Common.Utilities.Collections;

/// <summary>Changes dictionaries in chained calls.</summary>
public static class DictionaryExtensions
{
    public static Dictionary<TKey, TValue> AddPair<TKey, TValue>(
        this Dictionary<TKey, TValue> dictionary,
        TKey key,
        TValue value
    )
    {
        dictionary.Add(key, value);
        return dictionary;
    }

    public static Dictionary<TKey, TValue> AddPairWhenValueNotNull<TKey, TValue>(
        this Dictionary<TKey, TValue> dictionary,
        TKey key,
        TValue value
    )
        where TValue : class => value is null ? dictionary : dictionary.AddPair(key, value);
}
