import { byId, h, timeOf } from "./dom.js";

const NAMES = { shopify: "Shopify", shipbob: "ShipBob", threepl: "3PL", zendesk: "Zendesk", gorgias: "Gorgias", sheets: "Google Sheets", slack: "Slack", teams: "Teams", sms: "SMS", twilio: "Twilio", email: "Email", llm: "Language model" };
const MAX_SHOWN = 40;

// What the pretend systems were really told: by system, newest line first. The systems keep their places, so that the eye does.
export function toldList() {
  const groups = new Map();
  return { reset, add };

  function reset(entries, counts) {
    groups.clear();
    byId("told").replaceChildren();
    entries.forEach(put);
    count(counts);
    if (entries.length === 0) byId("told").append(h("p", { class: "nothing" }, "Nothing yet."));
  }

  function add({ entry, counts }) {
    byId("told").querySelector(":scope > .nothing")?.remove();
    put(entry);
    count(counts);
  }

  function put(entry) {
    const group = groups.get(entry.system) ?? start(entry.system);
    if (entry.number <= group.last) return;
    group.last = entry.number;
    group.list.prepend(line(entry));
    if (group.list.children.length > MAX_SHOWN) group.list.lastChild.remove();
  }

  function start(system) {
    const list = h("ol", { class: "lines", reversed: true });
    const total = h("span", { class: "total" });
    const name = h("span", { class: "system" }, NAMES[system] ?? system);
    const box = h("details", { class: "group", open: true, "data-system": system }, h("summary", {}, name, total), list);
    const group = { box, list, total, last: 0 };
    groups.set(system, group);
    const order = Object.keys(NAMES);
    const place = (name) => (order.includes(name) ? order.indexOf(name) : order.length);
    const next = [...byId("told").querySelectorAll(".group")].find((other) => place(other.dataset.system) > place(system));
    byId("told").insertBefore(box, next ?? null);
    return group;
  }

  function line(entry) {
    return h(
      "li",
      {},
      timeOf(new Date(entry.at)),
      h("span", { class: "effect" }, entry.effect),
      h("span", { class: "subject" }, /^\d+\.\d{6}$/.test(entry.subject) ? "" : entry.subject),
      entry.detail && h("span", { class: "detail", title: entry.detail }, entry.detail),
    );
  }

  function count({ systems, doubled }) {
    for (const [system, group] of groups) group.total.textContent = systems[system] ?? 0;
    const all = Object.values(systems).reduce((sum, one) => sum + one, 0);
    const said = (systems.slack ?? 0) + (systems.teams ?? 0);
    byId("counters").replaceChildren(
      counter("Effects outside", all - said),
      counter("Messages", said),
      counter("Done twice", doubled, doubled ? "bad" : "good"),
    );
  }

  function counter(name, value, tone = "") {
    return h("div", { class: `counter ${tone}` }, h("dt", {}, name), h("dd", {}, String(value)));
  }
}
