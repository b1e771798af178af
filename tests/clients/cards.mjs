// Holds Adaptive Cards against the published schema, and draws them with Microsoft's own renderer in a real Chromium.
// node cards.mjs <folder of cards> <schema> <Chromium>; writes what it found as JSON, one card a line.
import { readFileSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import Ajv from "ajv";
import { chromium } from "playwright-core";

const [folder, schemaFile, executablePath] = process.argv.slice(2);
const require = createRequire(import.meta.url);

// The schema names itself by a word of an older draft than the one it says it is of.
const { id, ...schema } = JSON.parse(readFileSync(schemaFile, "utf8"));
const ajv = new Ajv({ strict: false, allErrors: false, logger: false });
ajv.addMetaSchema(require("ajv/dist/refs/json-schema-draft-06.json"));
const isOfTheSchema = ajv.compile(schema);

// What Teams adds to the published schema.
function strip(node) {
    if (Array.isArray(node)) return node.map(strip);
    if (typeof node !== "object" || node === null) return node;
    const { msteams, "choices.data": people, ...rest } = node;
    if (people !== undefined) rest.style = "compact";
    return Object.fromEntries(Object.entries(rest).map(([name, value]) => [name, strip(value)]));
}

const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu", "--disable-quic"] });
const page = await browser.newPage();
const asked = [];
await page.route("**/*", (route) => {
    asked.push(route.request().url());
    return route.abort();
});
const faults = [];
page.on("pageerror", (error) => faults.push(error.message));
page.on("dialog", (dialog) => faults.push(`a dialog: ${dialog.message()}`));
await page.setContent("<body></body>");
await page.addScriptTag({ path: require.resolve("adaptivecards/dist/adaptivecards.min.js") });

// Where the renderer reads markdown, this lets through all that any client could make of it: words of others that stand
// there come alive and are seen.
await page.evaluate(() => {
    window.AdaptiveCards.AdaptiveCard.onProcessMarkdown = (text, result) => {
        result.outputHtml = text.replace(/!?\[([^\]]*)\]\(([^)]*)\)/g, (_, words, to) => `<a href="${to}">${words}</a>`);
        result.didProcess = true;
    };
});

function draw(source) {
    const { AdaptiveCard, HostConfig, SerializationContext, Versions } = window.AdaptiveCards;
    const context = new SerializationContext(Versions.v1_5);
    const card = new AdaptiveCard();
    // How many buttons a card may have is the host's to say; Teams puts those that are secondary behind three dots.
    card.hostConfig = new HostConfig({ actions: { maxActions: 30 } });
    card.version = Versions.v1_5;
    card.parse(source, context);
    const warnings = [];
    for (let at = 0; at < context.eventCount; at++) warnings.push(context.getEventAt(at).message);
    for (const wrong of card.validateProperties().validationEvents) warnings.push(wrong.message);
    const drawn = card.render();
    document.body.replaceChildren(drawn);
    const live = [...drawn.querySelectorAll("script,iframe,img,object,embed,form,style,link,[onerror],[onclick],[srcdoc]")];
    return {
        warnings,
        live: live.map((element) => element.outerHTML.slice(0, 200)),
        links: [...drawn.querySelectorAll("a[href]")].map((link) => link.getAttribute("href")),
        buttons: [...drawn.querySelectorAll("button")].map((button) => button.innerText),
        text: drawn.innerText,
    };
}

for (const file of readdirSync(folder).filter((name) => name.endsWith(".json")).sort()) {
    const card = JSON.parse(readFileSync(path.join(folder, file), "utf8"));
    const stripped = strip(card);
    const schemaSays = isOfTheSchema(stripped) ? [] : isOfTheSchema.errors.map((e) => `${e.instancePath} ${e.message}`);
    const drawn = await page.evaluate(draw, stripped);
    console.log(JSON.stringify({ file, schema: schemaSays, ...drawn, asked: asked.splice(0), faults: faults.splice(0) }));
}
await browser.close();
process.exit(0);
