using System.Data.Common;

namespace OpsBot.Bot.Store;

/// <summary>Tells the store's own trouble from everything else.</summary>
internal static class StoreTrouble
{
    /// <summary>The result, or a <see cref="StoreException"/> where the database could not be reached, read or written.</summary>
    internal static async Task<T> InStoreAsync<T>(this Task<T> work)
    {
        try
        {
            return await work;
        }
        catch (Exception error) when (IsTheStores(error))
        {
            throw new StoreException($"the store cannot be used: {error.Message}", error);
        }
    }

    private static bool IsTheStores(Exception error) =>
        error
            is DbException
                or IOException
                // EF's words for a broken connection.
                or InvalidOperationException { InnerException: DbException };
}
