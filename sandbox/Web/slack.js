import { blocks } from "./blocks.js";
import { byId, h } from "./dom.js";
import { homeTab } from "./home.js";
import { menu } from "./menu.js";
import { modals } from "./modal.js";
import { mrkdwn } from "./mrkdwn.js";
import { pane } from "./pane.js";
import { post } from "./talk.js";
import { knowChannels, knowPeople } from "./words.js";

const HINTS = ["status", "queue", "rules returns", "help"];

// Slack's pane: messages of blocks, modals, and the app's home.
export function slackPane(user) {
  const press = (click) => post("/page/click", { user: user(), ...click });
  const say = (said) => post("/page/type", { user: user(), ...said });
  const home = homeTab({ click: press });
  const forms = modals({
    botInitials: () => chat.initials(),
    click: press,
    submit: (form) => post("/page/submit", { user: user(), ...form }),
    close: (form) => post("/page/close", { user: user(), ...form }),
  });
  const chat = pane("", {
    list: {
      draw,
      extras: shortcuts,
      isOpen: (message) => message.blocks.some((block) => block.type === "actions"),
      click: (message, detail, fields) => press({ channel: message.channel, ts: message.ts, fields, ...detail }),
      troubleIn: (answer) => answer.error && wrong(answer.error),
      say: (message, text) => say({ channel: message.channel, thread: message.ts, text }),
      nothing: "When the bot needs a decision, its card appears here. Try /ops help below.",
    },
    say,
    hints: (all) => HINTS.map((hint) => `${all.command} ${hint}`),
    invites: (all, here, name) => `Message ${name}, or ${all.command} …`,
    nameOf: (channel) => `# ${channel.name}`,
    away: (isAway) => (byId("home").hidden = !isAway),
    tabs: (all, isHere) => {
      if (!all.home) return byId("apps").replaceChildren();
      const tab = h("button", { type: "button", "aria-current": isHere ? null : "page", onclick: openHome }, `${all.bot.name}: home`);
      byId("apps").replaceChildren(h("li", {}, tab));
    },
  });
  return { reset, put: chat.put, removed: chat.removed, views: forms.show, home: home.draw };

  function reset(all) {
    const isAtHome = !byId("home").hidden && all.home;
    knowPeople(new Map([...all.users, all.bot].map((one) => [one.id, one])));
    knowChannels(all.channels ?? []);
    home.draw(all.home ?? { blocks: [] });
    chat.reset(all);
    if (isAtHome) openHome();
    forms.show(all.views ?? []);
  }

  // Each visit is told to the bot, which may then publish what is new.
  function openHome() {
    chat.step(true);
    byId("channel-name").textContent = chat.all().bot.name;
    byId("channel-about").textContent = "Home";
    post("/page/home", { user: user() });
  }

  function draw(message, use) {
    if (message.blocks.length) return h("div", { class: "blocks" }, blocks(message.blocks, use));
    return h("div", { class: "plain" }, mrkdwn(message.text), message.edited && h("small", { class: "edited" }, " (edited)"));
  }

  // Slack has none on a message that only one person sees.
  function shortcuts(message, trouble) {
    const offered = chat.all().shortcuts;
    if (message.private || offered.length === 0) return null;
    const options = offered.map((one) => ({ text: { type: "plain_text", text: one.name }, value: one.callbackId }));
    const use = async ([callbackId]) => {
      const answer = await post("/page/shortcut", { user: user(), channel: message.channel, ts: message.ts, callbackId });
      trouble.hidden = !answer.error;
      trouble.textContent = answer.error ? wrong(answer.error) : "";
    };
    return h("div", { class: "shortcuts" }, menu({ options }, use));
  }
}

function wrong(error) {
  return `The app did not answer as it must (${error}).`;
}
