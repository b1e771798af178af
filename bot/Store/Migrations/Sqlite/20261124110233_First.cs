using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace OpsBot.Bot.Store.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class First : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "Alarms",
                columns: table => new
                {
                    Loop = table.Column<string>(type: "TEXT", nullable: false),
                    Kind = table.Column<string>(type: "TEXT", nullable: false),
                    Since = table.Column<long>(type: "INTEGER", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Alarms", x => new { x.Loop, x.Kind });
                }
            );

            migrationBuilder.CreateTable(
                name: "Cards",
                columns: table => new
                {
                    EscalationId = table.Column<string>(type: "TEXT", nullable: false),
                    Channel = table.Column<string>(type: "TEXT", nullable: false),
                    RunId = table.Column<string>(type: "TEXT", nullable: false),
                    Wanted = table.Column<int>(type: "INTEGER", nullable: false),
                    Shown = table.Column<int>(type: "INTEGER", nullable: false),
                    Handle = table.Column<string>(type: "TEXT", nullable: true),
                    MayBePosted = table.Column<bool>(type: "INTEGER", nullable: false),
                    DueAt = table.Column<long>(type: "INTEGER", nullable: true),
                    LeaseUntil = table.Column<long>(type: "INTEGER", nullable: true),
                    LeaseOwner = table.Column<string>(type: "TEXT", nullable: true),
                    Attempt = table.Column<int>(type: "INTEGER", nullable: false),
                    Trouble = table.Column<string>(type: "TEXT", nullable: true),
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Cards", x => new { x.EscalationId, x.Channel });
                }
            );

            migrationBuilder.CreateTable(
                name: "Effects",
                columns: table => new
                {
                    RunId = table.Column<string>(type: "TEXT", nullable: false),
                    Step = table.Column<int>(type: "INTEGER", nullable: false),
                    Effect = table.Column<string>(type: "TEXT", nullable: false),
                    State = table.Column<int>(type: "INTEGER", nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false),
                    Receipt = table.Column<string>(type: "TEXT", nullable: true),
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Effects", x => new { x.RunId, x.Step });
                }
            );

            migrationBuilder.CreateTable(
                name: "Escalations",
                columns: table => new
                {
                    Id = table.Column<string>(type: "TEXT", nullable: false),
                    RunId = table.Column<string>(type: "TEXT", nullable: false),
                    Loop = table.Column<string>(type: "TEXT", nullable: false),
                    Kind = table.Column<int>(type: "INTEGER", nullable: false),
                    Question = table.Column<string>(type: "TEXT", nullable: false),
                    Channels = table.Column<string>(type: "TEXT", nullable: false),
                    FactsHash = table.Column<string>(type: "TEXT", nullable: true),
                    OpenedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    Deadline = table.Column<long>(type: "INTEGER", nullable: false),
                    SettledAt = table.Column<long>(type: "INTEGER", nullable: true),
                    Verdict = table.Column<int>(type: "INTEGER", nullable: false),
                    Choice = table.Column<string>(type: "TEXT", nullable: true),
                    By = table.Column<string>(type: "TEXT", nullable: true),
                    Reason = table.Column<string>(type: "TEXT", nullable: true),
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Escalations", x => x.Id);
                }
            );

            migrationBuilder.CreateTable(
                name: "Events",
                columns: table => new
                {
                    Id = table.Column<string>(type: "TEXT", nullable: false),
                    Source = table.Column<string>(type: "TEXT", nullable: false),
                    DedupeKey = table.Column<string>(type: "TEXT", nullable: false),
                    Topic = table.Column<string>(type: "TEXT", nullable: false),
                    HappenedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    ReceivedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    Body = table.Column<byte[]>(type: "BLOB", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Events", x => x.Id);
                }
            );

            migrationBuilder.CreateTable(
                name: "Loops",
                columns: table => new
                {
                    Loop = table.Column<string>(type: "TEXT", nullable: false),
                    IsPaused = table.Column<bool>(type: "INTEGER", nullable: false),
                    By = table.Column<string>(type: "TEXT", nullable: true),
                    At = table.Column<long>(type: "INTEGER", nullable: false),
                    Because = table.Column<string>(type: "TEXT", nullable: true),
                    Until = table.Column<long>(type: "INTEGER", nullable: true),
                    PausedSince = table.Column<long>(type: "INTEGER", nullable: true),
                    Tripped = table.Column<string>(type: "TEXT", nullable: true),
                    TripTold = table.Column<bool>(type: "INTEGER", nullable: false),
                    CountedFrom = table.Column<long>(type: "INTEGER", nullable: true),
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Loops", x => x.Loop);
                }
            );

            migrationBuilder.CreateTable(
                name: "Moves",
                columns: table => new
                {
                    RunId = table.Column<string>(type: "TEXT", nullable: false),
                    Step = table.Column<int>(type: "INTEGER", nullable: false),
                    Loop = table.Column<string>(type: "TEXT", nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false),
                    Amount = table.Column<long>(type: "INTEGER", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Moves", x => new { x.RunId, x.Step });
                }
            );

            migrationBuilder.CreateTable(
                name: "Nodes",
                columns: table => new
                {
                    Id = table.Column<string>(type: "TEXT", nullable: false),
                    SeenAt = table.Column<long>(type: "INTEGER", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Nodes", x => x.Id);
                }
            );

            migrationBuilder.CreateTable(
                name: "RunEvents",
                columns: table => new
                {
                    RunId = table.Column<string>(type: "TEXT", nullable: false),
                    Number = table.Column<int>(type: "INTEGER", nullable: false),
                    EventId = table.Column<string>(type: "TEXT", nullable: false),
                    Starts = table.Column<bool>(type: "INTEGER", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RunEvents", x => new { x.RunId, x.Number });
                }
            );

            migrationBuilder.CreateTable(
                name: "Runs",
                columns: table => new
                {
                    Id = table.Column<string>(type: "TEXT", nullable: false),
                    Loop = table.Column<string>(type: "TEXT", nullable: false),
                    SubjectKey = table.Column<string>(type: "TEXT", nullable: false),
                    SubjectName = table.Column<string>(type: "TEXT", nullable: false),
                    About = table.Column<string>(type: "TEXT", nullable: true),
                    Party = table.Column<string>(type: "TEXT", nullable: true),
                    Amount = table.Column<decimal>(type: "TEXT", nullable: true),
                    Currency = table.Column<string>(type: "TEXT", nullable: true),
                    Stage = table.Column<int>(type: "INTEGER", nullable: false),
                    Outcome = table.Column<int>(type: "INTEGER", nullable: false),
                    Heading = table.Column<int>(type: "INTEGER", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false),
                    CreatedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    DueAt = table.Column<long>(type: "INTEGER", nullable: true),
                    LeaseUntil = table.Column<long>(type: "INTEGER", nullable: true),
                    LeaseOwner = table.Column<string>(type: "TEXT", nullable: true),
                    ClosedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    Events = table.Column<int>(type: "INTEGER", nullable: false),
                    SeenEvents = table.Column<int>(type: "INTEGER", nullable: false),
                    Facts = table.Column<string>(type: "TEXT", nullable: true),
                    FactsHash = table.Column<string>(type: "TEXT", nullable: true),
                    Rule = table.Column<string>(type: "TEXT", nullable: true),
                    Because = table.Column<string>(type: "TEXT", nullable: true),
                    Plan = table.Column<string>(type: "TEXT", nullable: true),
                    Step = table.Column<int>(type: "INTEGER", nullable: false),
                    StepsBefore = table.Column<int>(type: "INTEGER", nullable: false),
                    Escalation = table.Column<string>(type: "TEXT", nullable: true),
                    Attempt = table.Column<int>(type: "INTEGER", nullable: false),
                    Looks = table.Column<int>(type: "INTEGER", nullable: false),
                    FailingSince = table.Column<long>(type: "INTEGER", nullable: true),
                    Trouble = table.Column<string>(type: "TEXT", nullable: true),
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Runs", x => x.Id);
                }
            );

            migrationBuilder.CreateTable(
                name: "Schedules",
                columns: table => new
                {
                    Name = table.Column<string>(type: "TEXT", nullable: false),
                    Times = table.Column<string>(type: "TEXT", nullable: false),
                    DueAt = table.Column<long>(type: "INTEGER", nullable: false),
                    LeaseUntil = table.Column<long>(type: "INTEGER", nullable: true),
                    LeaseOwner = table.Column<string>(type: "TEXT", nullable: true),
                    LastAt = table.Column<long>(type: "INTEGER", nullable: true),
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Schedules", x => x.Name);
                }
            );

            migrationBuilder.CreateTable(
                name: "Tallies",
                columns: table => new
                {
                    Loop = table.Column<string>(type: "TEXT", nullable: false),
                    Scope = table.Column<string>(type: "TEXT", nullable: false),
                    Day = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    Count = table.Column<int>(type: "INTEGER", nullable: false),
                    Amount = table.Column<long>(type: "INTEGER", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey(
                        "PK_Tallies",
                        x => new
                        {
                            x.Loop,
                            x.Scope,
                            x.Day,
                        }
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "Timeline",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false).Annotation("Sqlite:Autoincrement", true),
                    RunId = table.Column<string>(type: "TEXT", nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false),
                    Text = table.Column<string>(type: "TEXT", nullable: false),
                    By = table.Column<string>(type: "TEXT", nullable: true),
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Timeline", x => x.Id);
                }
            );

            migrationBuilder.CreateIndex(
                name: "IX_Cards_DueAt",
                table: "Cards",
                column: "DueAt",
                filter: "\"DueAt\" IS NOT NULL"
            );

            migrationBuilder.CreateIndex(name: "IX_Cards_RunId", table: "Cards", column: "RunId");

            migrationBuilder.CreateIndex(
                name: "IX_Escalations_Deadline",
                table: "Escalations",
                column: "Deadline",
                filter: "\"SettledAt\" IS NULL"
            );

            migrationBuilder.CreateIndex(
                name: "IX_Escalations_Open",
                table: "Escalations",
                columns: new[] { "Loop", "Deadline" },
                filter: "\"SettledAt\" IS NULL"
            );

            migrationBuilder.CreateIndex(name: "IX_Escalations_RunId", table: "Escalations", column: "RunId");

            migrationBuilder.CreateIndex(
                name: "IX_Escalations_Trouble",
                table: "Escalations",
                columns: new[] { "Loop", "OpenedAt" },
                filter: "\"Kind\" = 1"
            );

            migrationBuilder.CreateIndex(
                name: "IX_Events_Source_DedupeKey",
                table: "Events",
                columns: new[] { "Source", "DedupeKey" },
                unique: true
            );

            migrationBuilder.CreateIndex(name: "IX_Moves_Loop_At", table: "Moves", columns: new[] { "Loop", "At" });

            migrationBuilder.CreateIndex(
                name: "IX_Runs_Loop_About",
                table: "Runs",
                columns: new[] { "Loop", "About" },
                filter: "\"ClosedAt\" IS NULL"
            );

            migrationBuilder.CreateIndex(
                name: "IX_Runs_Loop_ClosedAt",
                table: "Runs",
                columns: new[] { "Loop", "ClosedAt" }
            );

            migrationBuilder.CreateIndex(
                name: "IX_Runs_Loop_CreatedAt",
                table: "Runs",
                columns: new[] { "Loop", "CreatedAt" }
            );

            migrationBuilder.CreateIndex(
                name: "IX_Runs_Loop_DueAt",
                table: "Runs",
                columns: new[] { "Loop", "DueAt" },
                filter: "\"DueAt\" IS NOT NULL"
            );

            migrationBuilder.CreateIndex(
                name: "IX_Runs_Loop_Party_ClosedAt",
                table: "Runs",
                columns: new[] { "Loop", "Party", "ClosedAt" }
            );

            migrationBuilder.CreateIndex(
                name: "IX_Runs_Loop_Stage_DueAt",
                table: "Runs",
                columns: new[] { "Loop", "Stage", "DueAt" },
                filter: "\"ClosedAt\" IS NULL"
            );

            migrationBuilder.CreateIndex(
                name: "IX_Runs_Loop_SubjectKey",
                table: "Runs",
                columns: new[] { "Loop", "SubjectKey" },
                unique: true,
                filter: "\"ClosedAt\" IS NULL"
            );

            migrationBuilder.CreateIndex(
                name: "IX_Runs_Loop_SubjectKey_ClosedAt",
                table: "Runs",
                columns: new[] { "Loop", "SubjectKey", "ClosedAt" }
            );

            migrationBuilder.CreateIndex(
                name: "IX_Runs_Open",
                table: "Runs",
                columns: new[] { "Loop", "CreatedAt" },
                filter: "\"ClosedAt\" IS NULL"
            );

            migrationBuilder.CreateIndex(name: "IX_Runs_SubjectName", table: "Runs", column: "SubjectName");

            migrationBuilder.CreateIndex(name: "IX_Timeline_RunId", table: "Timeline", column: "RunId");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(name: "Alarms");

            migrationBuilder.DropTable(name: "Cards");

            migrationBuilder.DropTable(name: "Effects");

            migrationBuilder.DropTable(name: "Escalations");

            migrationBuilder.DropTable(name: "Events");

            migrationBuilder.DropTable(name: "Loops");

            migrationBuilder.DropTable(name: "Moves");

            migrationBuilder.DropTable(name: "Nodes");

            migrationBuilder.DropTable(name: "RunEvents");

            migrationBuilder.DropTable(name: "Runs");

            migrationBuilder.DropTable(name: "Schedules");

            migrationBuilder.DropTable(name: "Tallies");

            migrationBuilder.DropTable(name: "Timeline");
        }
    }
}
