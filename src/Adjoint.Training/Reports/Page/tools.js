// What all parts of the page use. Text from the data becomes text and never markup: elements are made one by one.
const data = JSON.parse(document.getElementById("data").textContent);
const main = document.getElementById("main");

// JSON has no NaN and no infinity: they come as text. Missing numbers are null.
const number = value => value === null || value === undefined ? null : typeof value === "string" ? Number(value) : value;
const numbers = values => values.map(number);
const finite = values => values.filter(value => value !== null && Number.isFinite(value));

function element(name, attributes, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes || {})) {
    if (key === "text") made.textContent = value;
    else if (value !== null && value !== undefined) made.setAttribute(key, value);
  }
  made.append(...children);
  return made;
}

function drawing(name, attributes, ...children) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes || {})) {
    if (key === "text") made.textContent = value;
    else made.setAttribute(key, value);
  }
  made.append(...children);
  return made;
}

// Four digits are read at a glance; the whole number is in the title of whatever shows it.
function short(value) {
  if (value === null) return "";
  if (!Number.isFinite(value)) return String(value);
  if (value === 0) return "0";
  const size = Math.abs(value);
  if (Number.isInteger(value) && size < 1e15) return value.toLocaleString("en-US");
  if (size < 1e-3 || size >= 1e9) return value.toExponential(2).replace("e+", "e");
  return size >= 1e4 ? Math.round(value).toLocaleString("en-US") : String(Number(value.toPrecision(4)));
}

const percent = share => share === null || !Number.isFinite(share) ? "–" : (100 * share).toFixed(1) + " %";

function clock(seconds) {
  if (!Number.isFinite(seconds)) return "–";
  if (seconds < 60) return Number(seconds.toPrecision(3)) + " s";
  const whole = Math.round(seconds), hours = Math.floor(whole / 3600), minutes = Math.floor(whole / 60) % 60, rest = whole % 60;
  return (hours ? hours + ":" + String(minutes).padStart(2, "0") : minutes) + ":" + String(rest).padStart(2, "0");
}

const colour = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
const redraws = [];

function section(title, id) {
  document.getElementById("contents").append(element("a", { href: "#" + id, text: title }));
  const made = element("section", {}, element("h2", { id, text: title }));
  main.append(made);
  return made;
}

function card(parent, title, wide) {
  const made = element("div", { class: wide ? "card wide" : "card" });
  if (title) made.append(element("h3", { text: title }));
  parent.append(made);
  return made;
}

function table(head, rows, marked) {
  const made = element("table", { class: "full" }, element("thead", {}, element("tr", {}, ...head.map(text => element("th", { text })))));
  const body = element("tbody");
  rows.forEach((row, i) => body.append(element("tr", i === marked ? { class: "best" } : {}, ...row.map(cell =>
    typeof cell === "object" && cell !== null ? element("td", { text: cell.text, title: cell.title, "data-value": cell.value }) : element("td", { text: cell ?? "" })))));
  made.append(body);
  return made;
}

// A number in a table: short, with all its digits for whoever asks.
const cell = value => ({ text: short(value), title: value === null ? "" : String(value), value: value === null ? "" : String(value) });

function toggle(group, choices, chosen, choose) {
  const buttons = choices.map(([value, text]) => {
    const button = element("button", { type: "button", text, "aria-pressed": value === chosen });
    button.addEventListener("click", () => {
      buttons.forEach(other => other.setAttribute("aria-pressed", other === button));
      choose(value);
    });
    return button;
  });
  group.append(...buttons);
}
