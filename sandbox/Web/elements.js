import { confirmed } from "./confirm.js";
import { h, newId } from "./dom.js";
import { menu } from "./menu.js";
import { text } from "./mrkdwn.js";
import { optionsFor } from "./words.js";

// An element that acts as soon as it is used: in a message, or in a section or actions block of a modal.
export function element(one, block, use) {
  const act = async (chosen, control) => {
    if (one.confirm && !(await confirmed(one.confirm))) return;
    await use.click({ blockId: block.block_id, actionId: one.action_id, chosen }, control);
  };
  switch (one.type) {
    case "button":
      return button(one, act);
    case "overflow":
      return menu(one, act);
    default:
      return h("div", { class: "choice" }, control(one, block, use, act));
  }
}

// An input block: label, control, hint, and what is wrong with it.
export function field(block, use) {
  const id = newId("field");
  const wrong = use.errors?.[block.block_id];
  const several = ["checkboxes", "radio_buttons"].includes(block.element.type);
  const label = [text(block.label), block.optional && h("span", { class: "optional" }, " (optional)")];
  const made = control(block.element, block, use, null, { id, wrong: wrong && `${id}-wrong`, required: !block.optional });
  return [
    several ? h("fieldset", { id }, h("legend", {}, label), made) : [h("label", { for: id }, label), made],
    block.hint && h("p", { class: "hint" }, text(block.hint)),
    wrong && h("p", { class: "wrong", id: `${id}-wrong` }, wrong),
  ];
}

function button(one, act) {
  const made = h(
    "button",
    {
      type: "button",
      class: `button ${one.style ?? ""}`,
      "aria-label": one.accessibility_label,
      "data-action": one.action_id,
      onclick: () => {
        if (one.url) window.open(one.url, "_blank", "noopener");
        act([], made);
      },
    },
    text(one.text),
  );
  return made;
}

function control(one, block, use, act, about = {}) {
  const key = `${block.block_id}/${one.action_id}`;
  const held = use.fields.get(key) ?? initial(one);
  use.fields.set(key, held);
  const keep = (values, made, isDone = true) => {
    use.fields.set(key, values);
    if (act && isDone) act(values, made);
  };
  const shared = {
    id: about.id,
    "aria-describedby": about.wrong,
    "aria-invalid": about.wrong ? "true" : null,
    "aria-required": about.required ? "true" : null,
    "aria-label": about.id ? null : one.placeholder?.text ?? "Choose",
    autofocus: one.focus_on_load,
  };
  switch (one.type) {
    case "static_select":
    case "multi_static_select":
      return select(one, held, keep, shared);
    case "users_select":
    case "multi_users_select":
    case "conversations_select":
    case "channels_select":
      return select({ ...one, options: optionsFor(one.type) }, held, keep, shared);
    case "checkboxes":
    case "radio_buttons":
      return choices(one, held, keep);
    default:
      return typed(one, held, keep, shared);
  }
}

function typed(one, held, keep, shared) {
  const kinds = { datepicker: "date", timepicker: "time", number_input: "text" };
  const attributes = {
    ...shared,
    placeholder: one.placeholder?.text,
    value: held[0] ?? "",
    inputmode: one.type === "number_input" ? "decimal" : null,
    oninput: (event) => keep(event.target.value ? [event.target.value] : [], event.target, ["datepicker", "timepicker"].includes(one.type)),
  };
  return one.multiline
    ? h("textarea", { ...attributes, rows: 4 })
    : h("input", { ...attributes, type: kinds[one.type] ?? "text" });
}

function select(one, held, keep, shared) {
  const several = one.type.startsWith("multi_");
  const options = (list) =>
    list.map((option) => h("option", { value: option.value, selected: held.includes(option.value) }, text(option.text)));
  const grouped = (one.option_groups ?? []).map((group) =>
    h("optgroup", { label: group.label.text }, options(group.options)),
  );
  const nothing = !several && h("option", { value: "" }, one.placeholder?.text ?? "Choose");
  const changed = (event) => keep([...event.target.selectedOptions].map((option) => option.value).filter(Boolean), event.target);
  return h("select", { ...shared, multiple: several, onchange: changed }, nothing, options(one.options ?? []), grouped);
}

function choices(one, held, keep) {
  const kind = one.type === "checkboxes" ? "checkbox" : "radio";
  const name = newId("choice");
  const box = h("div", { class: "options" });
  const changed = (event) => keep([...box.querySelectorAll("input:checked")].map((input) => input.value), event.target);
  box.append(
    ...one.options.map((option) =>
      h(
        "label",
        { class: "option" },
        h("input", { type: kind, name, value: option.value, checked: held.includes(option.value), onchange: changed }),
        h("span", {}, text(option.text), option.description && h("small", {}, text(option.description))),
      ),
    ),
  );
  return box;
}

function initial(one) {
  if (one.initial_option) return [one.initial_option.value];
  if (one.initial_options) return one.initial_options.map((option) => option.value);
  if (one.initial_users) return one.initial_users;
  const value =
    one.initial_value ?? one.initial_date ?? one.initial_time ?? one.initial_user ?? one.initial_conversation ?? one.initial_channel;
  return value ? [value] : [];
}
