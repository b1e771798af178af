using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace OpsBot.Bot.Store.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Outcomes : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(name: "IX_Runs_Loop_ClosedAt", table: "Runs");

            migrationBuilder.CreateIndex(
                name: "IX_Runs_Loop_ClosedAt_Outcome",
                table: "Runs",
                columns: new[] { "Loop", "ClosedAt", "Outcome" }
            );
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(name: "IX_Runs_Loop_ClosedAt_Outcome", table: "Runs");

            migrationBuilder.CreateIndex(
                name: "IX_Runs_Loop_ClosedAt",
                table: "Runs",
                columns: new[] { "Loop", "ClosedAt" }
            );
        }
    }
}
