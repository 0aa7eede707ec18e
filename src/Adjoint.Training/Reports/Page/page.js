// The page from top to bottom.
const reasons = { Completed: "completed", Stopped: "stopped early", Cancelled: "cancelled", TimeLimit: "ended by its time limit" };

function tile(name, value, title) {
  document.getElementById("tiles").append(element("div", { class: "tile", title: title || "" }, element("b", { text: value }), element("span", { text: name })));
}

function head() {
  document.getElementById("title").textContent = data.title;
  const done = epochs.epoch.length, parts = [data.network !== data.title ? data.network : null, (reasons[data.reason] || data.reason || "so far") + " after " + done + (data.plannedEpochs ? " of " + data.plannedEpochs : "") + " epochs",
    data.optimizer ? data.optimizer + ", " + data.batchSize + " rows a step" : null, data.trainingRows ? short(data.trainingRows) + " rows to learn from" : null, data.validationRows ? short(data.validationRows) + " to judge by" : null];
  document.getElementById("lead").textContent = parts.filter(Boolean).join(" · ");
  const at = data.best >= 0 ? data.best : done - 1, last = values => at >= 0 && at < values.length ? number(values[at]) : null;
  if (data.best >= 0) tile("best epoch, by " + data.scoreOf, String(data.best + 1), "the one whose weights were kept");
  const when = data.best >= 0 ? ", best epoch" : ", last epoch";
  for (const [name, values] of [["validation loss", epochs.validationLoss], ...data.metrics.map(metric => [metric.name, numbers(metric.values)])].slice(0, 4)) {
    if (last(values) !== null) tile(name + when, short(last(values)), String(last(values)));
  }
  if (!has(epochs.validationLoss) && last(epochs.runningLoss) !== null) tile("training loss (running)" + when, short(last(epochs.runningLoss)), String(last(epochs.runningLoss)));
  tile("steps", short(steps.count));
  tile("time", clock(number(data.seconds)), data.seconds + " s");
  if (data.parameters !== undefined) tile("parameters", short(data.parameters));
}

function foot() {
  const footer = document.getElementById("footer");
  for (const note of data.notes || []) footer.append(element("p", { text: note }));
  footer.append(element("p", { text: [data.machine, data.runtime, data.precision ? "numbers: " + data.precision : null, data.seed !== undefined ? "seed " + data.seed : null, data.producer].filter(Boolean).join(" · ") }));
  if (steps.count > steps.step.length) footer.append(element("p", { text: "Of " + short(steps.count) + " steps " + short(steps.step.length) + " have a point: the first, the least, the greatest and the last loss of each thousandth of the run." }));
}

function theme() {
  const root = document.documentElement, button = document.getElementById("theme"), wish = matchMedia("(prefers-color-scheme: dark)");
  const isDark = () => root.dataset.theme ? root.dataset.theme === "dark" : wish.matches;
  const name = () => { button.textContent = isDark() ? "Light" : "Dark"; };
  const redrawAll = () => { name(); redraws.forEach(draw => draw()); };
  button.addEventListener("click", () => { root.dataset.theme = isDark() ? "light" : "dark"; redrawAll(); });
  wish.addEventListener("change", redrawAll);
  name();
}

head();
curves();
epochTable();
answers();
boundary();
worst();
tensors();
network();
foot();
theme();
document.documentElement.dataset.drawn = "all";
