import { h } from "./dom.js";
import { broadcast, date, emoji, link, mention } from "./words.js";

export function richText(block) {
  return h("div", { class: "rich" }, block.elements.map(part));
}

function part(element) {
  switch (element.type) {
    case "rich_text_quote":
      return h("blockquote", {}, words(element));
    case "rich_text_preformatted":
      return h("pre", {}, words(element));
    case "rich_text_list":
      return list(element);
    default:
      return h("p", {}, words(element));
  }
}

function list(element) {
  const items = element.elements.map((item) => h("li", {}, words(item)));
  const ordered = element.style === "ordered";
  const attributes = { class: `indent-${element.indent ?? 0}`, start: ordered && element.offset ? element.offset + 1 : null };
  return h(ordered ? "ol" : "ul", attributes, items);
}

function words(element) {
  return element.elements.map((one) => styled(word(one), one.style ?? {}));
}

function word(one) {
  switch (one.type) {
    case "link":
      return link(one.url, one.text);
    case "user":
      return mention(one.user_id);
    case "usergroup":
      return h("span", { class: "mention" }, `@${one.usergroup_id}`);
    case "channel":
      return h("span", { class: "mention" }, `#${one.channel_id}`);
    case "broadcast":
      return broadcast(one.range);
    case "emoji":
      return emoji(`:${one.name}:`);
    case "date":
      return date(one.timestamp, one.format, one.fallback);
    case "color":
      return h("code", {}, one.value);
    default:
      return one.text;
  }
}

function styled(node, style) {
  const tags = [["code", "code"], ["strike", "s"], ["italic", "i"], ["bold", "b"], ["underline", "u"]];
  return tags.filter(([name]) => style[name]).reduce((inner, [, tag]) => h(tag, {}, inner), node);
}
