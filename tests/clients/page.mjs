// A page in a real Chromium, used as a person uses it: by what can be seen and clicked.
// node page.mjs <address> <Chromium> [<patience in ms>]; then one step a line on standard input, each answered by a line.
import { createInterface } from "node:readline";
import { chromium } from "playwright-core";

const [address, executablePath, patience = "20000"] = process.argv.slice(2);
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu", "--disable-quic"] });
const context = await browser.newContext({ viewport: { width: 1280, height: 1500 } });
// Fonts of other people's servers are done without.
await context.route("**/*", (route) =>
    new URL(route.request().url()).hostname === "127.0.0.1" ? route.continue() : route.abort(),
);
const page = await context.newPage();
const faults = [];
page.on("pageerror", (error) => faults.push(error.message));
page.on("dialog", (dialog) => faults.push(`a dialog: ${dialog.message()}`));
await page.goto(address, { waitUntil: "domcontentloaded" });
page.setDefaultTimeout(Number(patience));

// The card that says something; what is said below it in its thread comes after it.
const card = (about) => page.locator(".ac-adaptiveCard").filter({ hasText: about }).first();
const shown = (role, name) => page.getByRole(role, { name }).filter({ visible: true }).last();

const steps = {
    go: ({ go }) => shown("treeitem", go).click(),
    see: ({ see, about }) => card(about).getByText(see).filter({ visible: true }).first().waitFor(),
    click: ({ click, about }) => card(about).getByRole("button", { name: click }).filter({ visible: true }).last().click(),
    fill: ({ fill, words, about }) => card(about).getByLabel(fill).filter({ visible: true }).last().fill(words),
    buttons: async ({ about }) =>
        (await card(about).getByRole("button").filter({ visible: true }).allInnerTexts()).join("|"),
    picture: async ({ picture, about }) => {
        await card(about).scrollIntoViewIfNeeded();
        await page.screenshot({ path: picture });
    },
    faults: () => faults.join("; "),
};

console.log("open");
for await (const line of createInterface({ input: process.stdin })) {
    const step = JSON.parse(line);
    const kind = Object.keys(steps).find((name) => name in step);
    try {
        console.log(`done ${(await steps[kind](step)) ?? ""}`);
    } catch (error) {
        console.log(`failed ${JSON.stringify(step)}: ${String(error.message).replaceAll("\n", " ")}`);
    }
}
await browser.close();
