import { byId, h } from "./dom.js";
import { returnsList } from "./shop.js";
import { slackPane } from "./slack.js";
import { listen } from "./talk.js";
import { teamsPane } from "./teams.js";
import { toldList } from "./told.js";
import { watchTwins } from "./twins.js";

let people = [];
let person = JSON.parse(sessionStorage.getItem("person")) ?? { name: "Ops agent", slack: "U0OPS", teams: "29:1agent" };
let feed = null;

const slack = slackPane(() => person.slack);
const teams = teamsPane(() => person.teams);
const returns = returnsList();
const told = toldList();

watchTwins(byId("slack"), byId("teams"));
byId("who").onchange = (event) => become(people.find((one) => one.name === event.target.value));
become(person);

function become(one) {
  person = one;
  sessionStorage.setItem("person", JSON.stringify(person));
  feed?.close();
  const on = {
    state: onState,
    message: (message) => heard(slack, message),
    removed: slack.removed,
    views: slack.views,
    home: slack.home,
    "teams-message": (message) => heard(teams, message),
    "teams-removed": teams.removed,
    ledger: onLedger,
  };
  feed = listen({ user: person.slack, teams: person.teams }, on, onLive);
}

function onState(all) {
  people = all.people;
  const known = people.find((one) => one.name === person.name);
  if (!known || known.slack !== person.slack || known.teams !== person.teams) return become(known ?? people[0]);
  byId("who").replaceChildren(...people.map((one) => h("option", { value: one.name, selected: one.name === person.name }, nameOf(one))));
  byId("slack").hidden = !all.team;
  byId("teams").hidden = !all.teams;
  byId("about").textContent = about(Boolean(all.team), Boolean(all.teams));
  if (all.team) slack.reset(all);
  if (all.teams) teams.reset(all.teams);
  told.reset(all.ledger, all.counts);
  returns.refresh();
}

function about(inSlack, inTeams) {
  if (inSlack && inTeams) return "The shop and the chats are pretend, the bot is real. Decide a case in one chat: it freezes in the other.";
  return `A pretend shop and a pretend ${inSlack ? "Slack" : "Teams"}; the bot is real.`;
}

function nameOf(one) {
  const chats = people.some((other) => other.slack && other.teams);
  if (!chats || (one.slack && one.teams)) return one.name;
  return `${one.name} (${one.slack ? "Slack" : "Teams"} alone)`;
}

function heard(pane, message) {
  pane.put(message);
  returns.refresh();
}

function onLedger(written) {
  told.add(written);
  returns.refresh();
}

function onLive(isLive) {
  byId("live").classList.toggle("off", !isLive);
  byId("live-words").textContent = isLive ? "Live" : "Reconnecting…";
}
