import { blocks } from "./blocks.js";
import { byId, h } from "./dom.js";

// The app's home: what the bot published for this person alone. Opening it tells the bot, which may publish anew.
export function homeTab(context) {
  const box = byId("home");
  const trouble = h("p", { class: "trouble", role: "alert", hidden: true });
  let fields = new Map();
  return { draw };

  function draw(home) {
    fields = new Map();
    const use = { fields, click: (detail, control) => click(home.id, detail, control) };
    const nothing = h("div", { class: "empty" }, h("b", {}, "Nothing here yet"), h("p", {}, "The bot has not published its home for you."));
    box.replaceChildren(trouble, home.blocks.length ? h("div", { class: "blocks" }, blocks(home.blocks, use)) : nothing);
  }

  async function click(viewId, detail, control) {
    control.setAttribute("aria-busy", "true");
    const answer = await context.click({ viewId, fields: Object.fromEntries(fields), ...detail });
    control.removeAttribute("aria-busy");
    trouble.hidden = !answer.error;
    trouble.textContent = answer.error ? `The app did not answer as it must (${answer.error}).` : "";
  }
}
