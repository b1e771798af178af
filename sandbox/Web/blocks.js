import { h } from "./dom.js";
import { element, field } from "./elements.js";
import { text } from "./mrkdwn.js";
import { rarer } from "./rarer.js";
import { richText } from "./richtext.js";

// Draws Block Kit. `use` tells what a click does and what the fields around it hold.
export function blocks(list, use) {
  return list.map((block) => h("div", { class: `block block-${block.type}` }, draw(block, use)));
}

function draw(block, use) {
  switch (block.type) {
    case "header":
      return h("h3", {}, text(block.text));
    case "section":
      return section(block, use);
    case "context":
      return block.elements.map((one) => (one.type === "image" ? image(one) : h("span", {}, text(one))));
    case "divider":
      return h("hr");
    case "actions":
      return block.elements.map((one) => element(one, block, use));
    case "image":
      return h("figure", {}, block.title && h("figcaption", {}, text(block.title)), image(block));
    case "input":
      return field(block, use);
    case "rich_text":
      return richText(block);
    default:
      return rarer(block, use, (child) => draw(child, use));
  }
}

function section(block, use) {
  const body = [
    block.text && h("div", { class: "section-text" }, text(block.text)),
    block.fields && h("div", { class: "fields" }, block.fields.map((one) => h("div", {}, text(one)))),
  ];
  if (!block.accessory) return body;
  const beside = block.accessory.type === "image" ? image(block.accessory) : element(block.accessory, block, use);
  return [h("div", { class: "section-body" }, body), h("div", { class: "accessory" }, beside)];
}

// The page loads nothing from outside, so a picture shows what it is of.
function image(one) {
  return h("span", { class: "picture", role: "img", "aria-label": one.alt_text, title: one.image_url }, one.alt_text);
}
