import { actions } from "./cardactions.js";
import { field } from "./cardfields.js";
import { h } from "./dom.js";
import { link } from "./words.js";

// Draws an Adaptive Card as Teams does. Whatever it says becomes text: markdown stays as it was written.
// `use` tells what a press does, what the fields hold, who can be chosen, and which small card is open.
export function card(content, use) {
  const mentions = new Set((content.msteams?.entities ?? []).map((one) => one.text));
  return h("div", { class: "card" }, inside(content, { ...use, mentions }));
}

function inside(content, use) {
  return [elements(content.body, use), actions(content.actions, use, (small) => inside(small, { ...use, opened: null }))];
}

function elements(list, use) {
  return (list ?? []).map((one) => element(one, use));
}

function element(one, use) {
  const drawn = draw(one, use);
  if (!drawn) return null;
  const classes = ["el", `el-${one.type.replaceAll(".", "-")}`, `gap-${(one.spacing ?? "default").toLowerCase()}`, one.separator && "line-above"];
  return h("div", { class: classes.filter(Boolean).join(" "), hidden: one.isVisible === false }, drawn);
}

function draw(one, use) {
  switch (one.type) {
    case "TextBlock":
      return h("p", { class: look(one) }, mentioned(one.text, use));
    case "RichTextBlock":
      return h("p", {}, one.inlines.map(run));
    case "FactSet":
      return h("dl", { class: "facts" }, one.facts.map((fact) => [h("dt", {}, fact.title), h("dd", {}, fact.value)]));
    case "Table":
      return table(one, use);
    case "Container":
      return h("div", { class: `container-${one.style ?? "default"}` }, elements(one.items, use));
    case "ColumnSet":
      return h("div", { class: "columns" }, one.columns.map((column) => columnOf(column, use)));
    case "ActionSet":
      return actions(one.actions, use, (small) => inside(small, use));
    case "Image":
      return h("span", { class: "picture", role: "img", "aria-label": one.altText, title: one.url }, one.altText ?? "picture");
    default:
      return one.type?.startsWith("Input.") ? field(one, use) : instead(one, use);
  }
}

// What a client does not know it draws by its fallback; the page knows no charts.
function instead(one, use) {
  if (one.fallback === "drop") return null;
  return one.fallback ? element(one.fallback, use) : h("p", { class: "unknown" }, `(${one.type})`);
}

function run(one) {
  if (typeof one === "string") return one;
  const to = one.selectAction?.type === "Action.OpenUrl" && one.selectAction.url;
  return h("span", { class: look(one) }, to ? link(to, one.text) : one.text);
}

function look(one) {
  const marks = ["isSubtle", "italic", "strikethrough", "underline", "highlight"].filter((name) => one[name]);
  const named = ["size", "weight", "color", "fontType"].filter((name) => one[name]).map((name) => `${name}-${one[name].toLowerCase()}`);
  return ["text", ...marks, ...named].join(" ");
}

// Only who the card itself names is mentioned, whatever its words say.
function mentioned(text, use) {
  return text.split(/(<at>.*?<\/at>)/).map((part) => (use.mentions.has(part) ? h("span", { class: "mention" }, part.slice(4, -5)) : part));
}

function table(one, use) {
  const sum = one.columns.reduce((all, column) => all + (Number(column.width) || 1), 0);
  const columns = one.columns.map((column) => {
    const made = h("col");
    made.style.width = `${(100 * (Number(column.width) || 1)) / sum}%`;
    return made;
  });
  const cell = (isHead) => (made) => h(isHead ? "th" : "td", { class: `container-${made.style ?? "default"}` }, elements(made.items, use));
  const rows = one.rows.map((row, at) => h("tr", {}, row.cells.map(cell(at === 0 && one.firstRowAsHeader !== false && one.firstRowAsHeaders !== false))));
  return h("table", { class: one.showGridLines === false ? "plain-grid" : "grid" }, h("colgroup", {}, columns), h("tbody", {}, rows));
}

function columnOf(column, use) {
  const made = h("div", { class: `column ${column.width === "auto" ? "auto" : ""}` }, elements(column.items, use));
  if (Number(column.width)) made.style.flexGrow = Number(column.width);
  return made;
}
