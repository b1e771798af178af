import { composer } from "./composer.js";
import { byId, h } from "./dom.js";
import { messageList } from "./messages.js";

// One chat: its conversations as tabs, the messages of the open one, and the line below them. `kind` is what differs.
export function pane(prefix, kind) {
  const at = (id) => byId(prefix + id);
  const unread = new Set();
  const messages = messageList(at("feed"), at("newest"), { ...kind.list, author });
  const line = composer(prefix, (text) => kind.say({ channel, text }));
  let all = { users: [], channels: [], bot: { name: "" } };
  let channel = null;
  return { reset, put, open, step, author, initials: () => initials(all.bot.name), removed: ({ ts }) => messages.remove(ts), all: () => all };

  function reset(state) {
    all = { channels: [], messages: [], ...state };
    at("team").textContent = all.team;
    if (!all.channels.some((one) => one.id === channel)) channel = all.channels[0]?.id ?? null;
    messages.reset(all.messages);
    open(channel);
  }

  function put(message) {
    if (!all.channels.some((one) => one.id === message.channel))
      all.channels.push({ id: message.channel, name: "", direct: true });
    if (message.channel !== channel) unread.add(message.channel);
    messages.put(message);
    drawTabs();
  }

  function open(id) {
    step(false);
    channel = id;
    unread.delete(id);
    const here = all.channels.find((one) => one.id === id);
    at("composer").hidden = !here;
    at("channel-name").textContent = here ? nameOf(here) : "";
    at("channel-about").textContent = here ? about(here) : "You have no account in this chat.";
    if (here) line.prepare(kind.hints(all, here), kind.invites(all, here, nameOf(here)));
    messages.show(id);
    drawTabs();
  }

  // Away from the conversations, to something else of the chat.
  function step(isAway) {
    at("feed").hidden = isAway;
    at("composer").hidden = isAway;
    kind.away?.(isAway);
    if (isAway) drawTabs();
  }

  function about(here) {
    return here.direct ? "Only you and the bot" : `${all.users.length} people and ${all.bot.name}`;
  }

  function drawTabs() {
    const isHere = !at("feed").hidden;
    const draw = (list) =>
      list.map((one) =>
        h(
          "li",
          {},
          h(
            "button",
            { type: "button", class: unread.has(one.id) ? "unread" : "", "aria-current": one.id === channel && isHere ? "page" : null, onclick: () => open(one.id) },
            nameOf(one),
            unread.has(one.id) && h("span", { class: "unseen" }, " (new)"),
          ),
        ),
      );
    at("channels").replaceChildren(...draw(all.channels.filter((one) => !one.direct)));
    at("directs").replaceChildren(...draw(all.channels.filter((one) => one.direct)));
    kind.tabs?.(all, isHere);
  }

  function nameOf(one) {
    return one.direct ? all.bot.name : kind.nameOf(one);
  }

  function author(id) {
    if (id === all.bot.id) return { name: all.bot.name, kind: "bot", initials: initials(all.bot.name) };
    if (id === "USLACKBOT") return { name: "Slackbot", kind: "slackbot", initials: "S" };
    const name = all.users.find((one) => one.id === id)?.name ?? id;
    return { name, kind: "person", initials: initials(name) };
  }
}

function initials(name) {
  const capitals = name.match(/[A-Z]/g) ?? [];
  const words = name.split(/\s+/);
  return (capitals.length > 1 ? capitals.join("") : words.map((word) => word[0] ?? "").join("")).slice(0, 2).toUpperCase();
}
