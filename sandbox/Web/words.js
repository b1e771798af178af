import { h } from "./dom.js";

const EMOJI = {
  white_check_mark: "✅", heavy_check_mark: "✔️", x: "❌", warning: "⚠️", hourglass: "⌛", hourglass_flowing_sand: "⏳",
  clock1: "🕐", bell: "🔔", no_bell: "🔕", package: "📦", truck: "🚚", moneybag: "💰", money_with_wings: "💸",
  credit_card: "💳", receipt: "🧾", mag: "🔍", memo: "📝", pencil: "✏️", bulb: "💡", robot_face: "🤖", lock: "🔒",
  eyes: "👀", tada: "🎉", wave: "👋", thumbsup: "👍", thumbsdown: "👎", "+1": "👍", "-1": "👎", rotating_light: "🚨",
  red_circle: "🔴", large_green_circle: "🟢", large_yellow_circle: "🟡", large_blue_circle: "🔵", zap: "⚡",
  double_vertical_bar: "⏸️", pause_button: "⏸️", arrow_forward: "▶️", repeat: "🔁", leftwards_arrow_with_hook: "↩️",
  speech_balloon: "💬", bust_in_silhouette: "👤", calendar: "📅", chart_with_upwards_trend: "📈", star: "⭐",
  shopping_trolley: "🛒", gift: "🎁", point_right: "👉", information_source: "ℹ️", zzz: "💤", fire: "🔥", heart: "❤️",
};

let people = new Map();
let channels = [];

export function knowPeople(users) {
  people = users;
}

export function knowChannels(known) {
  channels = known;
}

// What a menu of people or of channels offers, written as the options of any other menu.
export function optionsFor(type) {
  const isOfPeople = type.endsWith("users_select");
  const list = isOfPeople ? [...people.values()] : channels.filter((one) => !one.direct);
  return list.map((one) => ({ text: { type: "plain_text", text: isOfPeople ? one.name : `# ${one.name}` }, value: one.id }));
}

export function emoji(text) {
  return text.replace(/:([a-z0-9_+-]+):/g, (whole, name) => EMOJI[name] ?? whole);
}

export function mention(id) {
  return h("span", { class: "mention" }, `@${people.get(id)?.name ?? id}`);
}

export function link(url, label) {
  if (!/^(https?:|mailto:)/i.test(url)) return h("span", {}, label ?? url);
  return h("a", { href: url, target: "_blank", rel: "noopener noreferrer", title: url }, label ?? url);
}

export function broadcast(range) {
  return h("span", { class: "mention loud" }, `@${range}`);
}

// Slack's date tokens in the zone of this browser; the fallback when one is unknown.
export function date(timestamp, format, fallback) {
  const when = new Date(Number(timestamp) * 1000);
  const written = format.replace(/\{(\w+)\}/g, (whole, token) => dateToken(when, token) ?? whole);
  const unknown = Number.isNaN(when.getTime()) || /\{\w+\}/.test(written);
  if (unknown) return h("span", {}, fallback || format);
  const full = new Intl.DateTimeFormat(undefined, { dateStyle: "full", timeStyle: "long" }).format(when);
  return h("time", { class: "date", datetime: when.toISOString(), title: full }, written);
}

function dateToken(when, token) {
  const plain = token.replace("_pretty", "");
  if (token.endsWith("_pretty") && nearDay(when)) return nearDay(when);
  const styles = {
    date_num: { year: "numeric", month: "2-digit", day: "2-digit" },
    date: { year: "numeric", month: "long", day: "numeric" },
    date_short: { year: "numeric", month: "short", day: "numeric" },
    date_long: { weekday: "long", year: "numeric", month: "long", day: "numeric" },
    time: { hour: "2-digit", minute: "2-digit" },
    time_secs: { hour: "2-digit", minute: "2-digit", second: "2-digit" },
  };
  if (token === "ago") return ago(when);
  return styles[plain] ? new Intl.DateTimeFormat(undefined, styles[plain]).format(when) : null;
}

function nearDay(when) {
  const days = Math.round((new Date(when).setHours(0, 0, 0, 0) - new Date().setHours(0, 0, 0, 0)) / 86_400_000);
  return { "-1": "yesterday", 0: "today", 1: "tomorrow" }[days];
}

function ago(when) {
  const seconds = (when.getTime() - Date.now()) / 1000;
  const units = [["day", 86_400], ["hour", 3600], ["minute", 60], ["second", 1]];
  const [unit, size] = units.find(([, length]) => Math.abs(seconds) >= length) ?? units[3];
  return new Intl.RelativeTimeFormat(undefined, { numeric: "auto" }).format(Math.round(seconds / size), unit);
}
