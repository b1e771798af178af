// A case is one card in each chat: whoever points at one sees which is the other.
export function watchTwins(...panes) {
  const entriesOf = (name) => panes.map((pane) => [...pane.querySelectorAll(`.entry[data-case="${CSS.escape(name)}"]`)]);
  const mark = (event) => {
    const name = event.target.closest?.(".entry")?.dataset.case;
    panes.forEach((pane) => pane.querySelectorAll(".twin").forEach((one) => one.classList.remove("twin")));
    const entries = name ? entriesOf(name) : [[]];
    if (entries.every((one) => one.length > 0)) entries.flat().forEach((one) => one.classList.add("twin"));
  };
  for (const pane of panes) {
    pane.addEventListener("pointerover", mark);
    pane.addEventListener("focusin", mark);
  }
}
