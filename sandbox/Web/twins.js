// A case is one card in each chat: whoever points at one sees which is the other, also once either is drawn anew.
export function watchTwins(...panes) {
  let name = null;
  const redrawn = new MutationObserver(mark);
  for (const pane of panes) {
    pane.addEventListener("pointerover", point);
    pane.addEventListener("focusin", point);
    redrawn.observe(pane, { childList: true, subtree: true });
  }

  function point(event) {
    name = event.target.closest?.(".entry")?.dataset.case ?? null;
    mark();
  }

  function mark() {
    const entries = panes.map((pane) => [...pane.querySelectorAll(`.entry[data-case="${CSS.escape(name ?? "")}"]`)]);
    const twins = name && entries.every((one) => one.length > 0) ? entries.flat() : [];
    panes.forEach((pane) => pane.querySelectorAll(".twin").forEach((one) => one.classList.toggle("twin", twins.includes(one))));
    twins.forEach((one) => one.classList.add("twin"));
  }
}
