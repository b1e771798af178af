// Holds a file of TypeScript against the types of the packages here. node types.cjs <file>; writes what does not fit, a line each.
const path = require("node:path");
const ts = require("typescript");

const program = ts.createProgram([path.resolve(process.argv[2])], {
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    baseUrl: path.join(__dirname, "node_modules"),
    typeRoots: [path.join(__dirname, "node_modules", "@types")],
    types: ["node"],
});
for (const wrong of ts.getPreEmitDiagnostics(program)) {
    const at = wrong.file ? wrong.file.getLineAndCharacterOfPosition(wrong.start).line + 1 : 0;
    console.log(`${at}: ${ts.flattenDiagnosticMessageText(wrong.messageText, " ")}`);
}
process.exit(0);
