import { byId, h, newId } from "./dom.js";
import { text } from "./mrkdwn.js";

// Slack's "are you sure": on the person's screen only, the bot hears nothing of a no.
export function confirmed(confirm) {
  return new Promise((settle) => {
    const title = newId("confirm");
    const answer = (yes) => () => {
      dialog.close();
      settle(yes);
    };
    const dialog = h(
      "dialog",
      { class: "modal small", "aria-labelledby": title, oncancel: () => settle(false), onclose: () => dialog.remove() },
      h("h2", { id: title }, text(confirm.title)),
      h("div", { class: "modal-body" }, h("p", {}, text(confirm.text))),
      h(
        "div",
        { class: "modal-foot" },
        h("button", { type: "button", class: "button", onclick: answer(false) }, text(confirm.deny)),
        h(
          "button",
          { type: "button", class: `button ${confirm.style ?? "primary"}`, autofocus: true, onclick: answer(true) },
          text(confirm.confirm),
        ),
      ),
    );
    byId("dialogs").append(dialog);
    dialog.showModal();
  });
}
