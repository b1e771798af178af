global using OpsBot.Loops.Engine;
