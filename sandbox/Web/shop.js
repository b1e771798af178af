import { byId, h } from "./dom.js";

const CLOSED = /close|refund/i;
const REFUSED = /declin|cancel|denied/i;
const WAITING = /request|open|pending|progress/i;

// The shop's newest returns, asked for again whenever something happened.
export function returnsList() {
  let timer = null;
  return { refresh };

  function refresh() {
    timer ??= setTimeout(async () => {
      timer = null;
      draw(await load());
    }, 300);
  }

  async function load() {
    try {
      const response = await fetch("/shopify/state");
      const state = response.ok ? await response.json() : null;
      return Array.isArray(state) ? state : (state?.returns ?? null);
    } catch {
      return null;
    }
  }

  function draw(returns) {
    byId("returns-count").textContent = returns?.length ? String(returns.length) : "";
    byId("returns").replaceChildren(content(returns));
  }
}

function content(returns) {
  if (!returns) return h("p", { class: "nothing" }, "The pretend shop is not running in this sandbox.");
  if (returns.length === 0) return h("p", { class: "nothing" }, "No returns yet. They appear as customers ask for them.");
  return h("ul", { class: "return-list" }, returns.slice(0, 8).map(row));
}

function row(one) {
  const notes = [one.reason && words(one.reason), one.pieces > 1 && `${one.pieces} pieces`, ...tagsOf(one.tags)].filter(Boolean);
  const refunded = money(one.refunded, one.currency);
  return h(
    "li",
    {},
    h(
      "div",
      { class: "return-line" },
      h("b", {}, one.name ?? "Return"),
      h("span", { class: "order" }, one.paid ? `order ${words(one.paid).toLowerCase()}` : one.order),
      h("span", { class: "amount" }, money(one.amount ?? one.value, one.currency)),
    ),
    h(
      "div",
      { class: "return-line" },
      h("span", { class: `status ${tone(one.status)}` }, words(one.status)),
      notes.map((note) => h("span", { class: "tag" }, note)),
      Number.parseFloat(refunded) > 0 && h("span", { class: "refunded" }, `${refunded} refunded`),
    ),
  );
}

function tagsOf(tags) {
  return Array.isArray(tags) ? tags : String(tags ?? "").split(",").map((tag) => tag.trim());
}

function tone(status) {
  if (CLOSED.test(status ?? "")) return "done";
  if (REFUSED.test(status ?? "")) return "refused";
  return WAITING.test(status ?? "") ? "waiting" : "";
}

function words(status) {
  const plain = String(status ?? "unknown").replaceAll("_", " ").toLowerCase();
  return plain.charAt(0).toUpperCase() + plain.slice(1);
}

function money(value, currency = "") {
  if (value === null || value === undefined || value === "") return "";
  if (typeof value === "object") return money(value.amount, value.currencyCode ?? value.currency);
  return `${typeof value === "number" ? value.toFixed(2) : value} ${currency ?? ""}`.trim();
}
