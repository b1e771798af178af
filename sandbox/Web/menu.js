import { h, newId } from "./dom.js";
import { text } from "./mrkdwn.js";

// The "…" menu: opens below its button, arrows move, Escape closes.
export function menu(one, act) {
  const id = newId("menu");
  const items = one.options.map((option) =>
    h(
      "button",
      { type: "button", role: "menuitem", tabindex: "-1", onclick: () => choose(option) },
      text(option.text),
      option.description && h("small", {}, text(option.description)),
    ),
  );
  const list = h("div", { class: "menu", id, role: "menu", hidden: true, onkeydown: move }, items);
  const opener = h(
    "button",
    { type: "button", class: "button more", "aria-haspopup": "menu", "aria-controls": id, "aria-expanded": "false", "aria-label": "More actions", onclick: toggle },
    "⋯",
  );
  const box = h("div", { class: "menu-box", onfocusout: leave }, opener, list);
  return box;

  function toggle() {
    show(list.hidden);
  }

  function show(open) {
    list.hidden = !open;
    opener.setAttribute("aria-expanded", String(open));
    if (open) items[0].focus();
  }

  function leave(event) {
    if (!box.contains(event.relatedTarget)) show(false);
  }

  function move(event) {
    const at = items.indexOf(document.activeElement);
    const steps = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 };
    if (event.key === "Escape") {
      show(false);
      opener.focus();
    } else if (event.key in steps) {
      event.preventDefault();
      items.at(steps[event.key] % items.length).focus();
    }
  }

  function choose(option) {
    show(false);
    opener.focus();
    if (option.url) window.open(option.url, "_blank", "noopener");
    act([option.value], opener);
  }
}
