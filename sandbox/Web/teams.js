import { card } from "./cards.js";
import { h } from "./dom.js";
import { pane } from "./pane.js";
import { post } from "./talk.js";

const HINTS = ["status", "queue", "help"];

// Teams' pane: messages of Adaptive Cards. In a channel the bot hears what names it; alone with it, everything.
export function teamsPane(user) {
  const opened = new Map();
  const looked = new Set();
  const say = (said) => post("/page/teams/type", { user: user(), ...said });
  const watcher = new IntersectionObserver((seen) => seen.filter((one) => one.isIntersecting).forEach((one) => look(one.target)));
  const chat = pane("teams-", {
    list: {
      draw,
      isOpen: (message) => Boolean(message.card?.actions?.length),
      click: (message, detail, fields) => post("/page/teams/press", { user: user(), id: message.id, fields, ...detail }),
      troubleIn: (answer) => answer.trouble ?? answer.error,
      answered,
      placed: (message, entry) => wantsLook(message) && watcher.observe(Object.assign(entry, { shows: message })),
      forgets: (message) => message.answered && opened.delete(message.ts),
      say: (message, text) => say({ channel: message.channel, thread: message.id, text: `@${chat.all().bot.name} ${text}` }),
      nothing: "When the bot needs a decision, its card appears here. Try @OpsBot help below.",
    },
    say,
    hints: (all, here) => HINTS.map((hint) => (here.direct ? hint : `@${all.bot.name} ${hint}`)),
    invites: (all, here, name) => (here.direct ? `Message ${name}` : `Message ${name}: @${all.bot.name} …, or / for your eyes only`),
    nameOf: (channel) => channel.name,
  });
  return { reset, put: chat.put, removed: chat.removed };

  function reset(all) {
    looked.clear();
    chat.reset(all);
  }

  function draw(message, use) {
    if (message.card)
      return card(message.card, {
        ...use,
        people: chat.all().users,
        opened: opened.get(message.ts),
        open: (title) => (title ? opened.set(message.ts, title) : opened.delete(message.ts)),
      });
    const mention = message.namesBot && [h("span", { class: "mention" }, chat.all().bot.name), " "];
    return h("div", { class: "plain" }, mention, message.text, message.edited && h("small", { class: "edited" }, " Edited"));
  }

  // A client asks once for each state of the message, when it comes before somebody's eyes; nobody clicked.
  function wantsLook(message) {
    return Boolean(message.card?.refresh || message.revision > message.updates) && !looked.has(stateOf(message));
  }

  function look(entry) {
    watcher.unobserve(entry);
    if (looked.has(stateOf(entry.shows))) return;
    looked.add(stateOf(entry.shows));
    post("/page/teams/look", { user: user(), id: entry.shows.id });
  }

  function stateOf(message) {
    return `${user()} ${message.id} ${message.updates}`;
  }

  function answered(answer, article) {
    const toast = article.querySelector(".toast");
    toast.hidden = !answer.toast;
    toast.textContent = answer.toast ?? "";
    for (const place of article.querySelectorAll("[data-field]")) {
      const words = answer.wrong?.[place.dataset.field];
      const wrong = place.querySelector(".wrong");
      wrong.hidden = !words;
      wrong.textContent = words ?? "";
      for (const control of place.querySelectorAll("input, textarea, select")) control.toggleAttribute("aria-invalid", Boolean(words));
    }
    article.querySelector("[aria-invalid]")?.focus();
  }
}
