import { h } from "./dom.js";
import { broadcast, date, emoji, link, mention } from "./words.js";

// Slack's own markup, the part of it that messages use. Source: docs.slack.dev/messaging/formatting-message-text.
export function mrkdwn(text, { verbatim = false } = {}) {
  const parts = text.split(/```([\s\S]*?)```/);
  return parts.flatMap((part, index) => (index % 2 ? [h("pre", {}, unescape(part.replace(/^\n/, "")))] : lines(part, verbatim)));
}

// A text object of either kind.
export function text(object) {
  if (object.type === "mrkdwn") return mrkdwn(object.text, { verbatim: object.verbatim });
  return object.text.split("\n").flatMap((line, index) => (index ? [h("br"), emoji(line)] : [emoji(line)]));
}

function lines(text, verbatim) {
  const out = [];
  let quote = null;
  text.split("\n").forEach((line, index) => {
    const quoted = /^(?:>|&gt;)\s?(.*)$/.exec(line);
    if (quoted) {
      if (quote) quote.append(h("br"));
      else out.push((quote = h("blockquote")));
      quote.append(...inline(quoted[1], verbatim));
      return;
    }
    if (index > 0 && !quote) out.push(h("br"));
    quote = null;
    out.push(...inline(line, verbatim));
  });
  return out;
}

const STYLES = [
  [/(^|[^\w`])`([^`\n]+)`(?![\w`])/, (inner) => h("code", { class: inner.length < 40 ? "whole" : null }, unescape(inner))],
  [/<([^<>\n]+)>/, (inner) => command(inner)],
  [/(^|[^\w*])\*(?!\s)([^*\n]*[^*\s])\*(?![\w*])/, (inner, verbatim) => h("b", {}, inline(inner, verbatim))],
  [/(^|[^\w_])_(?!\s)([^_\n]*[^_\s])_(?![\w_])/, (inner, verbatim) => h("i", {}, inline(inner, verbatim))],
  [/(^|[^\w~])~(?!\s)([^~\n]*[^~\s])~(?![\w~])/, (inner, verbatim) => h("s", {}, inline(inner, verbatim))],
];
const BARE_LINK = /\bhttps?:\/\/[^\s<>|]+[^\s<>|.,;:!?)]/;

// The earliest mark wins, so that code keeps its stars and a link keeps its underscores.
function inline(text, verbatim) {
  const found = STYLES.map(([pattern, build]) => ({ match: pattern.exec(text), build }))
    .filter(({ match }) => match)
    .map(({ match, build }) => ({ match, build, at: match.index + (match.length > 2 ? match[1].length : 0) }));
  const bare = verbatim ? null : BARE_LINK.exec(text);
  if (bare) found.push({ match: bare, build: () => link(unescape(bare[0])), at: bare.index });
  if (found.length === 0) return text ? [emoji(unescape(text))] : [];
  const first = found.reduce((best, one) => (one.at < best.at ? one : best));
  const before = text.slice(0, first.at);
  const after = text.slice(first.match.index + first.match[0].length);
  return [...inline(before, verbatim), first.build(first.match.at(-1), verbatim), ...inline(after, verbatim)];
}

function command(inner) {
  const [target, label] = split(inner);
  if (target.startsWith("@")) return mention(target.slice(1));
  if (target.startsWith("#")) return h("span", { class: "mention" }, `#${label ?? target.slice(1)}`);
  if (target.startsWith("!date^")) {
    const [, timestamp, format] = target.split("^");
    return date(timestamp, unescape(format ?? ""), unescape(label ?? ""));
  }
  if (target.startsWith("!subteam^")) return h("span", { class: "mention" }, unescape(label ?? "@group"));
  if (target.startsWith("!")) return broadcast(target.slice(1));
  return link(unescape(target), label === undefined ? undefined : unescape(label));
}

function split(inner) {
  const bar = inner.indexOf("|");
  return bar < 0 ? [inner] : [inner.slice(0, bar), inner.slice(bar + 1)];
}

function unescape(text) {
  return text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
}
