using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace OpsBot.Bot.Store.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Slack : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(name: "To", table: "Timeline", type: "text", nullable: true);

            migrationBuilder.AddColumn<decimal>(name: "Amount", table: "Escalations", type: "numeric", nullable: true);

            migrationBuilder.AddColumn<long>(name: "ClaimedAt", table: "Escalations", type: "bigint", nullable: true);

            migrationBuilder.AddColumn<string>(name: "ClaimedBy", table: "Escalations", type: "text", nullable: true);

            migrationBuilder.AddColumn<string>(name: "Group", table: "Cards", type: "text", nullable: true);

            migrationBuilder.AddColumn<long>(name: "MayBeTold", table: "Cards", type: "bigint", nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "Told",
                table: "Cards",
                type: "bigint",
                nullable: false,
                defaultValue: 0L
            );

            migrationBuilder.CreateTable(
                name: "ChatMemories",
                columns: table => new
                {
                    Chat = table.Column<string>(type: "text", nullable: false),
                    Key = table.Column<string>(type: "text", nullable: false),
                    Value = table.Column<string>(type: "text", nullable: false),
                    At = table.Column<long>(type: "bigint", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ChatMemories", x => new { x.Chat, x.Key });
                }
            );

            migrationBuilder.CreateTable(
                name: "Inquiries",
                columns: table => new
                {
                    Id = table.Column<string>(type: "text", nullable: false),
                    EscalationId = table.Column<string>(type: "text", nullable: false),
                    RunId = table.Column<string>(type: "text", nullable: false),
                    Question = table.Column<string>(type: "text", nullable: false),
                    Of = table.Column<string>(type: "text", nullable: true),
                    AskedBy = table.Column<string>(type: "text", nullable: false),
                    AskedAt = table.Column<long>(type: "bigint", nullable: false),
                    Answer = table.Column<string>(type: "text", nullable: true),
                    AnsweredBy = table.Column<string>(type: "text", nullable: true),
                    AnsweredAt = table.Column<long>(type: "bigint", nullable: true),
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Inquiries", x => x.Id);
                }
            );

            migrationBuilder.CreateTable(
                name: "Rests",
                columns: table => new
                {
                    What = table.Column<string>(type: "text", nullable: false),
                    Until = table.Column<long>(type: "bigint", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Rests", x => x.What);
                }
            );

            migrationBuilder.CreateIndex(
                name: "IX_Cards_Group",
                table: "Cards",
                column: "Group",
                filter: "\"Group\" IS NOT NULL"
            );

            migrationBuilder.CreateIndex(
                name: "IX_Cards_Handle",
                table: "Cards",
                column: "Handle",
                filter: "\"Handle\" IS NOT NULL"
            );

            migrationBuilder.CreateIndex(name: "IX_Inquiries_EscalationId", table: "Inquiries", column: "EscalationId");

            migrationBuilder.CreateIndex(name: "IX_Inquiries_RunId", table: "Inquiries", column: "RunId");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(name: "ChatMemories");

            migrationBuilder.DropTable(name: "Inquiries");

            migrationBuilder.DropTable(name: "Rests");

            migrationBuilder.DropIndex(name: "IX_Cards_Group", table: "Cards");

            migrationBuilder.DropIndex(name: "IX_Cards_Handle", table: "Cards");

            migrationBuilder.DropColumn(name: "To", table: "Timeline");

            migrationBuilder.DropColumn(name: "Amount", table: "Escalations");

            migrationBuilder.DropColumn(name: "ClaimedAt", table: "Escalations");

            migrationBuilder.DropColumn(name: "ClaimedBy", table: "Escalations");

            migrationBuilder.DropColumn(name: "Group", table: "Cards");

            migrationBuilder.DropColumn(name: "MayBeTold", table: "Cards");

            migrationBuilder.DropColumn(name: "Told", table: "Cards");
        }
    }
}
