import { byId, h } from "./dom.js";

const CLOSED = /close|refund|declin|cancel|denied/i;
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
  const tags = Array.isArray(one.tags) ? one.tags : String(one.tags ?? "").split(",").map((tag) => tag.trim()).filter(Boolean);
  const refunded = money(one.refunded);
  return h(
    "li",
    {},
    h("div", { class: "return-line" }, h("b", {}, one.name ?? "Return"), h("span", { class: "order" }, one.order), h("span", { class: "amount" }, money(one.amount))),
    h(
      "div",
      { class: "return-line" },
      h("span", { class: `status ${tone(one.status)}` }, words(one.status)),
      tags.map((tag) => h("span", { class: "tag" }, tag)),
      refunded && Number.parseFloat(refunded) !== 0 && h("span", { class: "refunded" }, `${refunded} refunded`),
    ),
  );
}

function tone(status) {
  if (CLOSED.test(status ?? "")) return "done";
  return WAITING.test(status ?? "") ? "waiting" : "";
}

function words(status) {
  const plain = String(status ?? "unknown").replaceAll("_", " ").toLowerCase();
  return plain.charAt(0).toUpperCase() + plain.slice(1);
}

function money(value) {
  if (value === null || value === undefined || value === "") return "";
  if (typeof value === "object") return `${value.amount ?? ""} ${value.currencyCode ?? value.currency ?? ""}`.trim();
  return typeof value === "number" ? value.toFixed(2) : String(value);
}
