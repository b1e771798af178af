import { byId, h } from "./dom.js";

// The line at the bottom: a command goes to the bot, anything else is said in the channel. Arrow up brings back earlier lines.
export function composer(prefix, send) {
  const line = byId(`${prefix}line`);
  const earlier = [];
  let at = 0;
  byId(`${prefix}composer`).onsubmit = (event) => {
    event.preventDefault();
    const words = line.value.trim();
    if (!words) return;
    earlier.push(words);
    at = earlier.length;
    line.value = "";
    send(words);
  };
  line.onkeydown = (event) => {
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (!step || earlier.length === 0) return;
    event.preventDefault();
    at = Math.min(Math.max(at + step, 0), earlier.length);
    line.value = earlier[at] ?? "";
  };
  return { prepare };

  function prepare(hints, invitation) {
    line.placeholder = invitation;
    byId(`${prefix}hints`).replaceChildren(...hints.map((hint) => h("button", { type: "button", onclick: () => send(hint) }, hint)));
  }
}
