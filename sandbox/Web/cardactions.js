import { h } from "./dom.js";
import { menu } from "./menu.js";

const MOST = 6;

// The buttons of a card: six at most, the others and those that want to be behind the dots. A small card opens below them, one at a time.
export function actions(list, use, drawSmall) {
  if (!list?.length) return null;
  const front = list.filter((one) => one.mode !== "secondary").slice(0, MOST);
  const behind = list.filter((one) => !front.includes(one));
  const small = h("div", { class: "small-card", hidden: true });
  const buttons = new Map(front.map((one) => [one, button(one)]));
  const options = behind.map((one, at) => ({ text: { type: "plain_text", text: one.title }, value: String(at) }));
  const more = behind.length > 0 && menu({ options }, ([at], opener) => choose(behind[Number(at)], opener));
  const before = list.find((one) => one.type === "Action.ShowCard" && one.title === use.opened);
  if (before) show(before);
  return [h("div", { class: "card-actions" }, [...buttons.values()], more), small];

  function button(one) {
    const tone = { positive: "primary", destructive: "danger" }[one.style] ?? "";
    const isSmall = one.type === "Action.ShowCard";
    const made = h(
      "button",
      { type: "button", class: `button ${tone}`, title: one.tooltip, disabled: one.isEnabled === false, "aria-expanded": isSmall ? "false" : null, onclick: () => choose(one, made) },
      one.title,
    );
    return made;
  }

  function choose(one, control) {
    if (one.type === "Action.ShowCard") show(small.dataset.title === one.title ? null : one);
    else if (one.type === "Action.OpenUrl") open(one.url);
    else use.click({ action: one }, control);
  }

  function show(one) {
    small.dataset.title = one?.title ?? "";
    small.hidden = !one;
    small.replaceChildren(...(one ? [drawSmall(one.card)].flat(Infinity).filter(Boolean) : []));
    for (const [each, made] of buttons) if (each.type === "Action.ShowCard") made.setAttribute("aria-expanded", String(each === one));
    use.open?.(one?.title ?? null);
  }
}

function open(url) {
  if (/^https:/i.test(url)) window.open(url, "_blank", "noopener");
}
