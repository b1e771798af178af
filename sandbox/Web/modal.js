import { blocks } from "./blocks.js";
import { byId, h, newId } from "./dom.js";

// The modal on top of the person's stack. What was typed stays when the bot refuses or changes the form.
export function modals(context) {
  const typed = new Map();
  let shown = null;
  let dialog = null;
  return { show };

  function show(views) {
    const view = views.at(-1);
    const state = view && JSON.stringify([view.id, view.hash, view.errors, view.trouble]);
    if (state === shown) return;
    shown = state;
    dialog?.remove();
    dialog = null;
    if (!view) return;
    if (!typed.has(view.id)) typed.set(view.id, new Map());
    dialog = build(view, views.length > 1);
    byId("dialogs").append(dialog);
    dialog.showModal();
    (dialog.querySelector("[aria-invalid], [autofocus]") ?? dialog.querySelector("textarea, input, select, .primary"))?.focus();
  }

  function build(view, isStacked) {
    const title = newId("modal");
    const fields = typed.get(view.id);
    const trouble = h("p", { class: "trouble", role: "alert", hidden: !view.trouble }, view.trouble);
    const use = {
      fields,
      errors: view.errors,
      click: async (detail, control) => {
        control.setAttribute("aria-busy", "true");
        report(await context.click({ viewId: view.id, fields: Object.fromEntries(fields), ...detail }), trouble);
        control.removeAttribute("aria-busy");
      },
    };
    const close = (wholeStack) => () => context.close({ viewId: view.id, wholeStack });
    const send = view.submit && h("button", { type: "submit", class: "button primary" }, view.submit);
    const submit = async (event) => {
      event.preventDefault();
      send?.setAttribute("aria-busy", "true");
      report(await context.submit({ viewId: view.id, wholeStack: false, fields: Object.fromEntries(fields) }), trouble);
      send?.removeAttribute("aria-busy");
    };
    return h(
      "dialog",
      {
        class: "modal",
        "aria-labelledby": title,
        oncancel: (event) => {
          event.preventDefault();
          close(true)();
        },
      },
      h(
        "form",
        { novalidate: true, onsubmit: submit },
        h(
          "div",
          { class: "modal-head" },
          h("span", { class: "avatar bot", "aria-hidden": "true" }, context.botInitials()),
          h("h2", { id: title }, view.title),
          h("button", { type: "button", class: "icon", "aria-label": "Close", onclick: close(true) }, "✕"),
        ),
        h("div", { class: "modal-body" }, trouble, blocks(view.blocks, use)),
        h(
          "div",
          { class: "modal-foot" },
          h("button", { type: "button", class: "button", onclick: close(false) }, view.close ?? (isStacked ? "Back" : "Cancel")),
          send,
        ),
      ),
    );
  }

  function report(answer, trouble) {
    if (!answer.error) return;
    trouble.textContent = `The app did not answer as it must (${answer.error}).`;
    trouble.hidden = false;
  }
}
