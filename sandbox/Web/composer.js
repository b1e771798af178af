import { byId, h } from "./dom.js";

const HINTS = ["status", "queue", "rules returns", "help"];

// The line at the bottom: a command goes to the bot, anything else is said in the channel. Arrow up brings back earlier lines.
export function composer(send) {
  const line = byId("line");
  const earlier = [];
  let at = 0;
  byId("composer").onsubmit = (event) => {
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

  function prepare(command, channel) {
    line.placeholder = `Message ${channel}, or ${command} …`;
    byId("hints").replaceChildren(
      ...HINTS.map((hint) =>
        h("button", { type: "button", onclick: () => send(`${command} ${hint}`) }, `${command} ${hint}`),
      ),
    );
  }
}
