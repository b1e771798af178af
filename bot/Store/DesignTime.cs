using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace OpsBot.Bot.Store;

/// <summary>Lets <c>dotnet ef migrations add</c> see the model without starting the bot.</summary>
internal sealed class DesignTime : IDesignTimeDbContextFactory<OpsBotDb>
{
    public OpsBotDb CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<OpsBotDb>().UseSqlite("Data Source=design-time.db").Options);
}
