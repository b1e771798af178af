// Builds elements; text always becomes a text node, so nothing that came from outside is read as HTML.
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "class") element.className = value;
    else if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "value" || name === "checked") element[name] = value;
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

let last = 0;

export function newId(prefix) {
  last += 1;
  return `${prefix}-${last}`;
}

export function byId(id) {
  return document.getElementById(id);
}

export function clock(date) {
  return new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit" }).format(date);
}

export function tsDate(ts) {
  return new Date(Number.parseFloat(ts) * 1000);
}

export function timeOf(date, className) {
  const full = new Intl.DateTimeFormat(undefined, { dateStyle: "full", timeStyle: "medium" }).format(date);
  return h("time", { class: className, datetime: date.toISOString(), title: full }, clock(date));
}
