using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace OpsBot.Bot.Store;

/// <summary>The model: one table a kind of row, an index for every question that is asked while somebody waits.</summary>
internal abstract class OpsBotDb(DbContextOptions options) : DbContext(options)
{
    internal DbSet<EventRow> Events => Set<EventRow>();

    internal DbSet<RunRow> Runs => Set<RunRow>();

    internal DbSet<RunEventRow> RunEvents => Set<RunEventRow>();

    internal DbSet<EffectRow> Effects => Set<EffectRow>();

    internal DbSet<EscalationRow> Escalations => Set<EscalationRow>();

    internal DbSet<InquiryRow> Inquiries => Set<InquiryRow>();

    internal DbSet<CardRow> Cards => Set<CardRow>();

    internal DbSet<TimelineRow> Timeline => Set<TimelineRow>();

    internal DbSet<TallyRow> Tallies => Set<TallyRow>();

    internal DbSet<MoveRow> Moves => Set<MoveRow>();

    internal DbSet<ScheduleRow> Schedules => Set<ScheduleRow>();

    internal DbSet<AlarmRow> Alarms => Set<AlarmRow>();

    internal DbSet<LoopRow> Loops => Set<LoopRow>();

    internal DbSet<RestRow> Rests => Set<RestRow>();

    internal DbSet<ChatMemoryRow> ChatMemories => Set<ChatMemoryRow>();

    internal DbSet<LinkRow> Links => Set<LinkRow>();

    internal DbSet<LinkOfferRow> LinkOffers => Set<LinkOfferRow>();

    internal DbSet<NodeRow> Nodes => Set<NodeRow>();

    protected override void ConfigureConventions(ModelConfigurationBuilder conventions) =>
        conventions.Properties<DateTimeOffset>().HaveConversion<Milliseconds>();

    protected override void OnModelCreating(ModelBuilder model)
    {
        model.Entity<EventRow>(row =>
        {
            row.ToTable("Events").HasKey(it => it.Id);
            row.HasIndex(it => new { it.Source, it.DedupeKey }).IsUnique();
        });
        model.Entity<RunEventRow>(row => row.ToTable("RunEvents").HasKey(it => new { it.RunId, it.Number }));
        model.Entity<RunRow>(ConfigureRuns);
        model.Entity<EffectRow>(row => row.ToTable("Effects").HasKey(it => new { it.RunId, it.Step }));
        ConfigureQuestions(model);
        model.Entity<TimelineRow>(row =>
        {
            row.ToTable("Timeline").HasKey(it => it.Id);
            row.HasIndex(it => it.RunId);
        });
        model.Entity<TallyRow>(row =>
            row.ToTable("Tallies")
                .HasKey(it => new
                {
                    it.Loop,
                    it.Scope,
                    it.Day,
                })
        );
        ConfigureSteering(model);
    }

    private static void ConfigureQuestions(ModelBuilder model)
    {
        model.Entity<EscalationRow>(row =>
        {
            row.ToTable("Escalations").HasKey(it => it.Id);
            row.HasIndex(it => it.RunId);
            row.HasIndex(it => new { it.Loop, it.Deadline }, "IX_Escalations_Open").HasFilter("\"SettledAt\" IS NULL");
            row.HasIndex(it => new { it.Loop, it.OpenedAt }, "IX_Escalations_Trouble").HasFilter("\"Kind\" = 1");
            row.HasIndex(it => it.Deadline).HasFilter("\"SettledAt\" IS NULL");
        });
        model.Entity<CardRow>(row =>
        {
            row.ToTable("Cards").HasKey(it => new { it.EscalationId, it.Channel });
            row.HasIndex(it => it.RunId);
            row.HasIndex(it => it.DueAt).HasFilter("\"DueAt\" IS NOT NULL");
            row.HasIndex(it => it.Group).HasFilter("\"Group\" IS NOT NULL");
            row.HasIndex(it => it.Handle).HasFilter("\"Handle\" IS NOT NULL");
        });
        model.Entity<InquiryRow>(row =>
        {
            row.ToTable("Inquiries").HasKey(it => it.Id);
            row.HasIndex(it => it.EscalationId);
            row.HasIndex(it => it.RunId);
        });
    }

    private static void ConfigureSteering(ModelBuilder model)
    {
        model.Entity<LoopRow>(row => row.ToTable("Loops").HasKey(it => it.Loop));
        model.Entity<RestRow>(row => row.ToTable("Rests").HasKey(it => it.What));
        model.Entity<ChatMemoryRow>(row => row.ToTable("ChatMemories").HasKey(it => new { it.Chat, it.Key }));
        model.Entity<LinkRow>(row => row.ToTable("Links").HasKey(it => it.Id));
        model.Entity<LinkOfferRow>(row => row.ToTable("LinkOffers").HasKey(it => it.CodeHash));
        model.Entity<NodeRow>(row => row.ToTable("Nodes").HasKey(it => it.Id));
        model.Entity<ScheduleRow>(row => row.ToTable("Schedules").HasKey(it => it.Name));
        model.Entity<AlarmRow>(row => row.ToTable("Alarms").HasKey(it => new { it.Loop, it.Kind }));
        model.Entity<MoveRow>(row =>
        {
            row.ToTable("Moves").HasKey(it => new { it.RunId, it.Step });
            row.HasIndex(it => new { it.Loop, it.At });
        });
    }

    private static void ConfigureRuns(EntityTypeBuilder<RunRow> row)
    {
        row.ToTable("Runs").HasKey(it => it.Id);
        row.Property(it => it.Version).IsConcurrencyToken();
        // One open run per loop and subject: what makes a second event join instead of starting another.
        row.HasIndex(it => new { it.Loop, it.SubjectKey }).IsUnique().HasFilter("\"ClosedAt\" IS NULL");
        row.HasIndex(it => new
        {
            it.Loop,
            it.SubjectKey,
            it.ClosedAt,
        });
        row.HasIndex(it => new { it.Loop, it.CreatedAt }, "IX_Runs_Open").HasFilter("\"ClosedAt\" IS NULL");
        row.HasIndex(it => new { it.Loop, it.About }).HasFilter("\"ClosedAt\" IS NULL");
        row.HasIndex(it => new { it.Loop, it.DueAt }).HasFilter("\"DueAt\" IS NOT NULL");
        row.HasIndex(it => it.SubjectName);
        row.HasIndex(it => new
            {
                it.Loop,
                it.Stage,
                it.DueAt,
            })
            .HasFilter("\"ClosedAt\" IS NULL");
        row.HasIndex(it => new { it.Loop, it.CreatedAt });
        // With what the runs came to, so that a day is counted without a look at its runs.
        row.HasIndex(it => new
        {
            it.Loop,
            it.ClosedAt,
            it.Outcome,
        });
        row.HasIndex(it => new
        {
            it.Loop,
            it.Party,
            it.ClosedAt,
        });
    }

    /// <summary>Moments are kept as milliseconds since 1970, so that every database compares them alike.</summary>
    private sealed class Milliseconds()
        : ValueConverter<DateTimeOffset, long>(
            moment => moment.ToUnixTimeMilliseconds(),
            stored => DateTimeOffset.FromUnixTimeMilliseconds(stored)
        );
}
