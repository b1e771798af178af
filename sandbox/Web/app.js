import { composer } from "./composer.js";
import { byId, h } from "./dom.js";
import { homeTab } from "./home.js";
import { messageList } from "./messages.js";
import { modals } from "./modal.js";
import { returnsList } from "./shop.js";
import { listen, post } from "./talk.js";
import { toldList } from "./told.js";
import { knowChannels, knowPeople } from "./words.js";

let state = { users: [], channels: [], shortcuts: [], bot: { name: "" } };
let user = sessionStorage.getItem("user") ?? "U0OPS";
let channel = null;
let isAtHome = false;
let feed = null;
const unread = new Set();

const messages = messageList(byId("feed"), byId("newest"), {
  author,
  shortcuts: () => state.shortcuts,
  click: (click) => post("/page/click", { user, ...click }),
  shortcut: (shortcut) => post("/page/shortcut", { user, ...shortcut }),
  say: (reply) => post("/page/type", { user, ...reply }),
});
const home = homeTab({ click: (click) => post("/page/click", { user, ...click }) });
const forms = modals({
  botInitials: () => initials(state.bot.name),
  click: (click) => post("/page/click", { user, ...click }),
  submit: (form) => post("/page/submit", { user, ...form }),
  close: (form) => post("/page/close", { user, ...form }),
});
const returns = returnsList();
const told = toldList();
const line = composer((text) => post("/page/type", { user, channel, text }));

byId("who").onchange = (event) => become(event.target.value);
become(user);

function become(id) {
  user = id;
  sessionStorage.setItem("user", id);
  feed?.close();
  feed = listen(user, { state: onState, message: onMessage, removed: ({ ts }) => messages.remove(ts), views: forms.show, home: home.draw, ledger: onLedger }, onLive);
}

function onState(all) {
  state = all;
  if (!all.users.some((one) => one.id === user)) return become(all.users[0].id);
  knowPeople(new Map([...all.users, all.bot].map((one) => [one.id, one])));
  byId("who").replaceChildren(...all.users.map((one) => h("option", { value: one.id, selected: one.id === user }, one.name)));
  byId("team").textContent = all.team;
  if (!all.channels.some((one) => one.id === channel)) channel = all.channels[0]?.id ?? null;
  messages.reset(all.messages);
  knowChannels(state.channels);
  home.draw(all.home);
  if (isAtHome) openHome();
  else open(channel);
  forms.show(all.views);
  told.reset(all.ledger, all.counts);
  returns.refresh();
}

function onMessage(message) {
  if (!state.channels.some((one) => one.id === message.channel))
    state.channels.push({ id: message.channel, name: "", direct: true });
  if (message.channel !== channel) unread.add(message.channel);
  messages.put(message);
  drawChannels();
  returns.refresh();
}

function onLedger(written) {
  told.add(written);
  returns.refresh();
}

function onLive(isLive) {
  byId("live").classList.toggle("off", !isLive);
  byId("live-words").textContent = isLive ? "Live" : "Reconnecting…";
}

function open(id) {
  showHome(false);
  channel = id;
  unread.delete(id);
  const here = state.channels.find((one) => one.id === id);
  byId("channel-name").textContent = nameOf(here);
  byId("channel-about").textContent = here?.direct ? "Only you and the bot" : `${state.users.length} people and ${state.bot.name}`;
  line.prepare(state.command, nameOf(here));
  messages.show(id);
  drawChannels();
}

// Each visit is told to the bot, which may then publish what is new.
function openHome() {
  showHome(true);
  byId("channel-name").textContent = state.bot.name;
  byId("channel-about").textContent = "Home";
  drawChannels();
  post("/page/home", { user });
}

function showHome(isHome) {
  isAtHome = isHome;
  byId("home").hidden = !isHome;
  byId("feed").hidden = isHome;
  byId("composer").hidden = isHome;
}

function drawChannels() {
  const draw = (list) =>
    list.map((one) =>
      h(
        "li",
        {},
        h(
          "button",
          { type: "button", class: unread.has(one.id) ? "unread" : "", "aria-current": one.id === channel && !isAtHome ? "page" : null, onclick: () => open(one.id) },
          nameOf(one),
          unread.has(one.id) && h("span", { class: "unseen" }, " (new)"),
        ),
      ),
    );
  const app = h("button", { type: "button", "aria-current": isAtHome ? "page" : null, onclick: openHome }, `${state.bot.name}: home`);
  byId("apps").replaceChildren(h("li", {}, app));
  const directs = state.channels.filter((one) => one.direct);
  byId("channels").replaceChildren(...draw(state.channels.filter((one) => !one.direct)));
  byId("directs").replaceChildren(...(directs.length ? draw(directs) : [h("li", { class: "none" }, "None yet")]));
}

function nameOf(one) {
  if (!one) return "";
  return one.direct ? state.bot.name : `# ${one.name}`;
}

function author(id) {
  if (id === state.bot.id) return { name: state.bot.name, kind: "bot", initials: initials(state.bot.name) };
  if (id === "USLACKBOT") return { name: "Slackbot", kind: "slackbot", initials: "S" };
  const name = state.users.find((one) => one.id === id)?.name ?? id;
  return { name, kind: "person", initials: initials(name) };
}

function initials(name) {
  const capitals = name.match(/[A-Z]/g) ?? [];
  const words = name.split(/\s+/);
  return (capitals.length > 1 ? capitals.join("") : words.map((word) => word[0] ?? "").join("")).slice(0, 2).toUpperCase();
}
