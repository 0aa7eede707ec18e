// Curves over the steps of the optimizer, which go on where a run was taken up again.
const epochs = Object.fromEntries(Object.entries(data.epochs).map(([name, values]) => [name, numbers(values)]));
const steps = { count: data.steps.count, step: data.steps.step, loss: numbers(data.steps.loss), rate: numbers(data.steps.rate) };
const view = { axis: "step", smoothing: 0.8, log: false };
const plots = [];

// A step as a number of epochs: exact at the ends of epochs, and in proportion between them.
function epochOf(step) {
  const ends = epochs.steps;
  let i = 0;
  while (i < ends.length && ends[i] < step) i++;
  if (i === ends.length) {
    const length = ends.length > 1 ? ends[ends.length - 1] - ends[ends.length - 2] : ends[0] || steps.count || 1;
    return i + (step - (ends[i - 1] || 0)) / length;
  }
  const before = i === 0 ? 0 : ends[i - 1];
  return i + (step - before) / (ends[i] - before);
}

const place = step => view.axis === "step" ? step : epochOf(step);

// TensorBoard's: a running mean whose start is not pulled to zero.
function smooth(values, share) {
  let mean = 0, weight = 0;
  return values.map(value => {
    if (value === null || !Number.isFinite(value)) return null;
    mean = share * mean + (1 - share) * value;
    weight = share * weight + (1 - share);
    return mean / weight;
  });
}

// Series with places of their own on one axis.
function joined(series) {
  const places = [...new Set(series.flatMap(one => one.x))].sort((a, b) => a - b);
  const at = new Map(places.map((x, i) => [x, i]));
  return [places, ...series.map(one => {
    const values = new Array(places.length).fill(null);
    one.x.forEach((x, i) => { values[at.get(x)] = one.y[i] !== null && Number.isFinite(one.y[i]) ? one.y[i] : null; });
    return values;
  })];
}

function seriesOptions(one) {
  const stroke = one.faint ? colour(one.colour) + "55" : colour(one.colour);
  return {
    label: one.name, stroke, width: one.faint ? 1 : 2, spanGaps: true, points: { show: one.points === true && one.y.length < 60, size: 5, fill: stroke },
    // Without a cursor, the last one.
    value: (plot, value, series, at) => one.hidden ? "" : at === null || at === undefined ? short(finite(one.y).at(-1) ?? null) : value === null ? "–" : short(value),
  };
}

const ticks = values => values.map(value => value === 0 ? "0" : Math.abs(value) >= 1e5 || Math.abs(value) < 1e-3 ? value.toExponential(0).replace("e+", "e") : String(Number(value.toPrecision(6))));

// A chart that is drawn again when its width, the theme, or what is chosen changes. What it shows can be read back from its element.
function chart(parent, name, height, series, canBeLog) {
  const box = element("div", { class: "chart", "data-chart": name });
  parent.append(box);
  let plot = null;
  const draw = () => {
    if (plot) plot.destroy();
    const all = series();
    const positive = all.every(one => finite(one.y).every(value => value > 0));
    const axis = { stroke: colour("--quiet"), grid: { stroke: colour("--grid"), width: 1 }, ticks: { show: false }, font: "12px system-ui, sans-serif" };
    plot = new uPlot({
      width: Math.max(240, box.clientWidth), height, cursor: { sync: { key: "run" }, focus: { prox: 24 } }, legend: { live: true },
      scales: { x: { time: false }, y: canBeLog && view.log && positive ? { distr: 3 } : {} },
      axes: [{ ...axis, values: (u, values) => ticks(values), space: 70, size: 34 }, { ...axis, values: (u, values) => values.map(value => value === null ? null : ticks([value])[0]), size: 62 }],
      series: [{ label: view.axis, value: (u, value) => value === null || value === undefined ? "last" : short(Number(value.toFixed(3))) }, ...all.map(seriesOptions)],
      hooks: { draw: [markBest] },
    }, joined(all), box);
    all.filter(one => !one.hidden).forEach((one, i) => {
      box.setAttribute("data-name-" + i, one.name);
      box.setAttribute("data-values-" + i, JSON.stringify(one.y));
    });
  };
  draw();
  plots.push({ draw, resize: () => plot.width !== box.clientWidth && plot.setSize({ width: Math.max(240, box.clientWidth), height }) });
}

// The epoch whose weights were kept.
function markBest(plot) {
  if (data.best < 0 || data.best >= epochs.steps.length) return;
  const x = plot.valToPos(place(epochs.steps[data.best]), "x", true), { ctx, bbox } = plot;
  if (x < bbox.left || x > bbox.left + bbox.width) return;
  ctx.save();
  ctx.strokeStyle = colour("--c2");
  ctx.setLineDash([4, 4]);
  ctx.beginPath();
  ctx.moveTo(x, bbox.top);
  ctx.lineTo(x, bbox.top + bbox.height);
  ctx.stroke();
  ctx.restore();
}

const ends = () => epochs.steps.map(place);
const has = values => values.some(value => value !== null);

function lossSeries() {
  const x = steps.step.map(step => place(step + 1));
  const all = [
    { name: "loss of each step", x, y: steps.loss, colour: "--c0", faint: true },
    { name: "smoothed", x, y: smooth(steps.loss, view.smoothing), colour: "--c0", hidden: true },
  ];
  if (has(epochs.runningLoss)) all.push({ name: "training loss (running)", x: ends(), y: epochs.runningLoss, colour: "--c5", points: true });
  if (has(epochs.trainingLoss)) all.push({ name: "training loss", x: ends(), y: epochs.trainingLoss, colour: "--c3", points: true });
  if (has(epochs.validationLoss)) all.push({ name: "validation loss", x: ends(), y: epochs.validationLoss, colour: "--c1", points: true });
  return all;
}

function controls(parent) {
  const row = element("div", { class: "controls" });
  const axis = element("div", { class: "group" }), scale = element("div", { class: "group" });
  toggle(axis, [["step", "Steps"], ["epoch", "Epochs"]], view.axis, value => { view.axis = value; redraw(); });
  toggle(scale, [[false, "Linear"], [true, "Log"]], view.log, value => { view.log = value; redraw(); });
  const slider = element("input", { type: "range", min: 0, max: 0.99, step: 0.01, value: view.smoothing, "aria-label": "Smoothing" });
  slider.addEventListener("input", () => { view.smoothing = Number(slider.value); plots[0].draw(); });
  row.append(axis, scale, element("label", {}, "Smoothing", slider));
  if (data.best >= 0) row.append(element("span", { text: "dashed: the best epoch, whose weights were kept" }));
  parent.append(row);
}

function redraw() { plots.forEach(plot => plot.draw()); }

function curves() {
  const made = section("Curves", "curves"), cards = element("div", { class: "cards" });
  made.append(cards);
  const loss = card(cards, "Loss", true);
  controls(loss);
  chart(loss, "loss", 340, lossSeries, true);
  data.metrics.forEach((metric, i) => {
    const title = metric.name + (metric.higherIsBetter === undefined ? "" : metric.higherIsBetter ? " (more is better)" : " (less is better)"), values = numbers(metric.values);
    chart(card(cards, title), metric.name, 190, () => [{ name: metric.name, x: ends(), y: values, colour: "--c" + [1, 2, 3, 5, 6, 7][i % 6], points: true }], false);
  });
  chart(card(cards, "Learning rate"), "learning rate", 190, () => [{ name: "learning rate", x: steps.step.map(step => place(step + 1)), y: steps.rate, colour: "--c2" }], true);
  chart(card(cards, "Speed, rows learnt from in a second"), "rows per second", 190, () => [{ name: "rows/s", x: ends(), y: epochs.rowsPerSecond, colour: "--c6", points: true }], false);
  chart(card(cards, "Time since the start, seconds"), "seconds", 190, () => [{ name: "seconds", x: ends(), y: epochs.seconds, colour: "--c7", points: true }], false);
  redraws.push(redraw);
  new ResizeObserver(() => plots.forEach(plot => plot.resize())).observe(main);
}

function epochTable() {
  const made = section("Epochs", "epochs"), box = card(made);
  const columns = [["epoch", epochs.epoch.map(epoch => epoch + 1)], ["steps", epochs.steps], ["training loss (running)", epochs.runningLoss], ["training loss", epochs.trainingLoss],
    ["validation loss", epochs.validationLoss], ...data.metrics.map(metric => [metric.name, numbers(metric.values)]), ["rate", epochs.rate], ["rows/s", epochs.rowsPerSecond], ["seconds", epochs.seconds]]
    .filter(([, values]) => has(values));
  const shown = element("div", { class: "scroll tall" }, table(columns.map(([name]) => name), epochs.epoch.map((_, i) => columns.map(([, values]) => cell(values[i]))), data.best));
  shown.id = "epoch-table";
  box.append(shown);
}
