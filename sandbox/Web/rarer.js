import { h } from "./dom.js";
import { element } from "./elements.js";
import { text } from "./mrkdwn.js";
import { richText } from "./richtext.js";

// Blocks that only some places hold. Markdown is shown as it was written: its words may be a customer's.
export function rarer(block, use, draw) {
  switch (block.type) {
    case "alert":
      return h("p", { class: `alert ${block.level ?? "default"}`, role: "note" }, text(block.text));
    case "markdown":
      return h("div", { class: "markdown" }, block.text);
    case "table":
      return table(block);
    case "container":
      return container(block, draw);
    case "card":
      return card(block, use);
    case "context_actions":
      return block.elements.map((one) => thumbs(one, block, use));
    default:
      return h("p", { class: "unknown" }, `(${block.type})`);
  }
}

function table(block) {
  const cell = (one) => (one.type === "rich_text" ? richText(one) : String(one.text ?? one.value));
  return h("table", {}, block.rows.map((row) => h("tr", {}, row.map((one) => h("td", {}, cell(one))))));
}

function container(block, draw) {
  const title = block.title ? text(block.title) : "More";
  const inside = block.child_blocks.map((one) => h("div", { class: `block block-${one.type}` }, draw(one)));
  if (!block.is_collapsible) return h("div", { class: "container" }, h("b", {}, title), inside);
  return h("details", { class: "container", open: !block.default_collapsed }, h("summary", {}, title), inside);
}

function card(block, use) {
  return h(
    "div",
    { class: "container" },
    block.title && h("b", {}, text(block.title)),
    block.subtitle && h("p", {}, text(block.subtitle)),
    block.body && h("p", {}, text(block.body)),
    (block.actions ?? []).map((one) => element(one, block, use)),
  );
}

function thumbs(one, block, use) {
  const button = (label, value) => {
    const made = h(
      "button",
      { type: "button", class: "button", onclick: () => use.click({ blockId: block.block_id, actionId: one.action_id, chosen: [value] }, made) },
      text(label),
    );
    return made;
  };
  if (one.type === "icon_button") return button(one.text, one.value ?? "");
  return [one.positive_button, one.negative_button].map((side) => button(side.text, side.value));
}
