import { h, newId, timeOf, tsDate } from "./dom.js";
import { replyLine } from "./reply.js";

// The messages of one channel, oldest first, replies below their parents. `context` knows people, draws what is said and does clicks.
export function messageList(feed, newest, context) {
  const known = new Map();
  const fields = new Map();
  const opened = new Map();
  const drafts = new Map();
  let channel = null;

  newest.onclick = () => toBottom();
  feed.addEventListener("scroll", () => (newest.hidden = newest.hidden || isAtBottom()));
  return { reset, put, remove, show };

  function reset(messages) {
    known.clear();
    messages.forEach((message) => known.set(message.ts, message));
    show(channel);
  }

  function show(id) {
    channel = id;
    feed.replaceChildren();
    [...known.values()].filter(isOnTop).sort(byTs).forEach((message) => place(message));
    if (!feed.firstChild) feed.append(empty());
    toBottom();
  }

  function put(message) {
    const before = known.get(message.ts);
    if (before && before.revision >= message.revision && before.text === message.text) return;
    known.set(message.ts, message);
    // An answer to a click takes the place of what was filled in.
    if (context.forgets?.(message)) fields.delete(message.ts);
    if (message.channel !== channel) return;
    const follow = isAtBottom();
    const parent = message.thread && known.get(message.thread);
    if (parent) place(parent);
    if (isOnTop(message)) place(message, before && context.isOpen(before) && !context.isOpen(message));
    if (follow) toBottom();
    else if (!before) newest.hidden = false;
  }

  function remove(ts) {
    const gone = known.get(ts);
    known.delete(ts);
    find(ts)?.remove();
    const parent = gone?.thread && known.get(gone.thread);
    if (parent && parent.channel === channel) place(parent);
    if (!feed.firstChild) feed.append(empty());
  }

  function isOnTop(message) {
    return message.channel === channel && (!message.thread || message.broadcast || !known.has(message.thread));
  }

  function place(message, isFreezing = false) {
    feed.querySelector(".empty")?.remove();
    const old = find(message.ts);
    const hadFocus = old?.contains(document.activeElement);
    const typedIn = hadFocus && (document.activeElement.closest(".reply") ? ".reply input" : fieldOf(document.activeElement));
    const next = old ? old.nextSibling : [...feed.children].find((one) => one.dataset.ts > message.ts);
    const previous = old ? old.previousElementSibling : next ? next.previousElementSibling : feed.lastElementChild;
    const made = article(message, previous && known.get(previous.dataset.ts));
    if (old) old.replaceWith(made);
    else feed.insertBefore(made, next ?? null);
    if (isFreezing) made.classList.add("freezing");
    context.placed?.(message, made);
    if (hadFocus) goOn((typedIn && made.querySelector(typedIn)) || made);
  }

  function article(message, previous) {
    const day = tsDate(message.ts).toDateString();
    const starts = !previous || tsDate(previous.ts).toDateString() !== day;
    return h(
      "div",
      { class: "entry", "data-ts": message.ts, "data-case": message.case, tabindex: "-1" },
      starts && h("p", { class: "day" }, h("span", {}, dayName(tsDate(message.ts)))),
      body(message),
      thread(message),
    );
  }

  function body(message) {
    const author = context.author(message.user);
    const id = newId("by");
    if (!fields.has(message.ts)) fields.set(message.ts, new Map());
    const trouble = h("p", { class: "trouble", role: "alert", hidden: true });
    const use = { fields: fields.get(message.ts), click: (detail, control) => click(message, detail, control, trouble) };
    return h(
      "article",
      { class: `message ${message.private ? "private" : ""}`, "aria-labelledby": id },
      h("span", { class: `avatar ${author.kind}`, "aria-hidden": "true" }, author.initials),
      h(
        "div",
        { class: "message-body" },
        message.private && h("p", { class: "only" }, "Only visible to you"),
        h(
          "p",
          { class: "byline", id },
          h("b", {}, author.name),
          author.kind === "bot" && h("span", { class: "app" }, "APP"),
          timeOf(tsDate(message.ts)),
        ),
        context.draw(message, use),
        h("p", { class: "toast", role: "status", hidden: true }),
        trouble,
      ),
      context.extras?.(message, trouble),
    );
  }

  async function click(message, detail, control, trouble) {
    control.setAttribute("aria-busy", "true");
    trouble.hidden = true;
    const article = control.closest(".message");
    const answer = await context.click(message, detail, Object.fromEntries(fields.get(message.ts) ?? []));
    control.removeAttribute("aria-busy");
    const words = context.troubleIn(answer);
    trouble.hidden = !words;
    trouble.textContent = words || "";
    context.answered?.(answer, article);
  }

  function thread(message) {
    const replies = [...known.values()].filter((one) => one.thread === message.ts).sort(byTs);
    if (message.private || message.thread) return null;
    const isOpen = opened.get(message.ts) ?? (replies.length > 0 && replies.length <= 3);
    const list = h("div", { class: "replies", hidden: !isOpen }, replies.map(body), replyLine(message, drafts, context.say));
    const words = replies.length === 0 ? "Reply in thread" : `${replies.length} ${replies.length === 1 ? "reply" : "replies"}`;
    const toggle = h(
      "button",
      {
        type: "button",
        class: "thread-toggle",
        "aria-expanded": String(isOpen),
        onclick: () => {
          list.hidden = !list.hidden;
          opened.set(message.ts, !list.hidden);
          toggle.setAttribute("aria-expanded", String(!list.hidden));
        },
      },
      words,
    );
    return h("div", { class: "thread" }, toggle, list);
  }

  function empty() {
    return h("div", { class: "empty" }, h("b", {}, "Nothing here yet"), h("p", {}, context.nothing));
  }

  function find(ts) {
    return feed.querySelector(`:scope > [data-ts="${CSS.escape(ts)}"]`);
  }

  function isAtBottom() {
    return feed.scrollHeight - feed.scrollTop - feed.clientHeight < 60;
  }

  function toBottom() {
    feed.scrollTop = feed.scrollHeight;
    newest.hidden = true;
  }
}

function fieldOf(control) {
  const name = control.closest("[data-field]")?.dataset.field;
  return name && `[data-field="${CSS.escape(name)}"] :is(input, textarea, select)`;
}

// Whoever was typing goes on where they were.
function goOn(control) {
  control.focus({ preventScroll: true });
  if (control.matches("textarea, input[type=text]")) control.setSelectionRange(control.value.length, control.value.length);
}

function byTs(one, other) {
  return one.ts < other.ts ? -1 : 1;
}

function dayName(date) {
  const isToday = date.toDateString() === new Date().toDateString();
  return isToday ? "Today" : new Intl.DateTimeFormat(undefined, { weekday: "long", month: "long", day: "numeric" }).format(date);
}
