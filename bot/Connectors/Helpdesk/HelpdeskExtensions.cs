using OpsBot.Bot.Http;
using OpsBot.Bot.Settings;
using OpsBot.Loops.Shop;

namespace OpsBot.Bot.Connectors.Helpdesk;

/// <summary>Connects the helpdesk that customers are written to through.</summary>
internal static class HelpdeskExtensions
{
    /// <summary>Adds what writes; where no helpdesk is configured, messages are let go and a warning says so at start.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="settings">Where its settings are; what is wrong with them is told there.</param>
    internal static IServiceCollection AddHelpdesk(this IServiceCollection services, SettingsReader settings)
    {
        var options = settings.Read<HelpdeskOptions>(HelpdeskOptions.Section);
        // The host does not start with settings it was told are wrong.
        if (!options.IsZendesk || options.BaseUrl is not { IsAbsoluteUri: true } address)
            return services
                .AddHostedService<NoHelpdesk>()
                .AddSingleton<IActor, NoHelpdeskActor<ReplyToCustomer>>()
                .AddSingleton<IActor, NoHelpdeskActor<NoteInHelpdesk>>();
        return services
            .AddOutside(ZendeskClient.Name, address, options.CallsPerMinute)
            .AddSingleton(options)
            .AddSingleton<ZendeskClient>()
            .AddSingleton<ZendeskTickets>()
            .AddSingleton<ZendeskIdentity>()
            .AddSingleton<IActor, ReplyToCustomerActor>()
            .AddSingleton<IActor, NoteInHelpdeskActor>();
    }
}
