using OpsBot.Sandbox.Shopify.Graph;
using OpsBot.Sandbox.Shopify.State;

namespace OpsBot.Sandbox.Shopify.Desk;

/// <summary>All desks of the shop in one place.</summary>
internal sealed class Counter
{
    internal Counter(Books books)
    {
        Shop = books.Shop;
        Books = books;
        Arithmetic = new Arithmetic(Shop);
        Returns = new ReturnDesk(books);
        Refunds = new RefundDesk(books, Arithmetic);
        Processing = new ProcessDesk(books, Refunds);
        Labels = new LabelDesk(books);
        Tags = new TagDesk(books);
        Subscriptions = new SubscriptionDesk(books);
        Keys = new IdempotencyKeys(Shop);
    }

    internal Shop Shop { get; }
    internal Books Books { get; }
    internal Arithmetic Arithmetic { get; }
    internal ReturnDesk Returns { get; }
    internal RefundDesk Refunds { get; }
    internal ProcessDesk Processing { get; }
    internal LabelDesk Labels { get; }
    internal TagDesk Tags { get; }
    internal SubscriptionDesk Subscriptions { get; }
    internal IdempotencyKeys Keys { get; }
}
