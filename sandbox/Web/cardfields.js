import { h, newId } from "./dom.js";

// A field of a card: label, control, and what is wrong with it. What it holds goes by its id, as text.
export function field(one, use) {
  const id = newId("card-field");
  const label = [one.label ?? "", one.isRequired && h("span", { class: "required", "aria-hidden": "true" }, " *")];
  const several = one.type === "Input.ChoiceSet" && (one.isMultiSelect || one.style === "expanded");
  const about = { id, "aria-required": one.isRequired ? "true" : null, "aria-describedby": `${id}-wrong` };
  const made = control(one, use, about);
  return h(
    "div",
    { class: "card-field", "data-field": one.id },
    several ? h("fieldset", {}, h("legend", {}, label), made) : [one.label && h("label", { for: id }, label), made],
    h("p", { class: "wrong", id: `${id}-wrong`, hidden: true }),
  );
}

function control(one, use, about) {
  const held = use.fields.get(one.id) ?? (one.value === undefined ? "" : String(one.value));
  const keep = (value) => use.fields.set(one.id, value);
  switch (one.type) {
    case "Input.ChoiceSet":
      return choices(one, held, keep, use, about);
    case "Input.Toggle":
      return toggle(one, held, keep, about);
    default:
      return typed(one, held, keep, about);
  }
}

function typed(one, held, keep, about) {
  const kinds = { "Input.Date": "date", "Input.Time": "time" };
  const attributes = {
    ...about,
    placeholder: one.placeholder,
    maxlength: one.maxLength,
    value: held,
    inputmode: one.type === "Input.Number" ? "decimal" : null,
    oninput: (event) => keep(event.target.value),
  };
  return one.isMultiline ? h("textarea", { ...attributes, rows: 3 }) : h("input", { ...attributes, type: kinds[one.type] ?? "text" });
}

function toggle(one, held, keep, about) {
  const on = one.valueOn ?? "true";
  const changed = (event) => keep(event.target.checked ? on : (one.valueOff ?? "false"));
  return h("label", { class: "option" }, h("input", { ...about, type: "checkbox", checked: held === on, onchange: changed }), h("span", {}, one.title));
}

function choices(one, held, keep, use, about) {
  const offered = one.choices ?? [];
  if (!one.isMultiSelect && one.style !== "expanded") return select(one, offered, held, keep, use, about);
  const kind = one.isMultiSelect ? "checkbox" : "radio";
  const name = newId("card-choice");
  const chosen = held.split(",");
  const box = h("div", { class: "options" });
  const changed = () => keep([...box.querySelectorAll("input:checked")].map((input) => input.value).join(","));
  box.append(
    ...offered.map((choice) =>
      h(
        "label",
        { class: "option" },
        h("input", { type: kind, name, value: choice.value, checked: chosen.includes(choice.value), onchange: changed }),
        h("span", {}, choice.title),
      ),
    ),
  );
  return box;
}

// Where people are looked for by name, everybody of the tenant is offered, too.
function select(one, offered, held, keep, use, about) {
  const option = (choice) => h("option", { value: choice.value, selected: choice.value === held }, choice.title);
  const known = new Set(offered.map((choice) => choice.value));
  const others = one["choices.data"] ? use.people.filter((person) => person.object && !known.has(person.object)) : [];
  const found = others.map((person) => option({ title: person.name, value: person.object }));
  return h(
    "select",
    { ...about, onchange: (event) => keep(event.target.value) },
    h("option", { value: "" }, one.placeholder ?? "Choose"),
    offered.map(option),
    found.length > 0 && h("optgroup", { label: "Found by name" }, found),
  );
}
