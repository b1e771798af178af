import { h } from "./dom.js";

// The line below a thread. What was typed stays when the message is drawn anew.
export function replyLine(message, drafts, say) {
  const line = h("input", {
    type: "text",
    maxlength: 3000,
    "aria-label": "Reply in the thread",
    placeholder: "Reply…",
    value: drafts.get(message.ts) ?? "",
    oninput: (event) => drafts.set(message.ts, event.target.value),
  });
  const send = async (event) => {
    event.preventDefault();
    const words = line.value.trim();
    if (!words) return;
    drafts.set(message.ts, "");
    line.value = "";
    await say(message, words);
  };
  return h("form", { class: "reply", onsubmit: send }, line, h("button", { type: "submit", class: "button" }, "Reply"));
}
