// Requests to the sandbox. What comes back is small: the change itself arrives by the feed.
export async function post(path, body) {
  try {
    const response = await fetch(path, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
    });
    const answer = await response.json();
    return response.ok ? answer : { error: answer.error ?? `HTTP ${response.status}` };
  } catch {
    return { error: "the sandbox cannot be reached" };
  }
}

// One feed for everything; the browser opens it again by itself, and then gets the whole state anew.
export function listen(viewer, on, live) {
  const known = Object.entries(viewer).filter(([, id]) => id);
  const feed = new EventSource(`/events?${new URLSearchParams(known)}`);
  for (const [name, handle] of Object.entries(on))
    feed.addEventListener(name, (event) => handle(JSON.parse(event.data)));
  feed.onopen = () => live(true);
  feed.onerror = () => live(false);
  return feed;
}
