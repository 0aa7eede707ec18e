// How classes were told apart: confusion matrix, the classes one by one, calibration.
function matrix(parent, output) {
  const names = output.classes.map(c => c.name), counts = output.confusion.map(numbers);
  const box = card(parent, "Confusion matrix: a row for each class, a column for each answer");
  const rows = counts.map(row => row.reduce((sum, count) => sum + count, 0));
  const made = element("table", { class: "matrix", id: "confusion-" + output.name }, element("tr", {}, element("th"), ...names.map(text => element("th", { text, title: text }))));
  counts.forEach((row, actual) => made.append(element("tr", {}, element("th", { text: names[actual], title: names[actual] }), ...row.map((count, predicted) => {
    const share = rows[actual] > 0 ? count / rows[actual] : 0;
    const shown = element("td", { text: count === 0 ? "" : short(count), "data-value": String(count), title: names[actual] + " taken for " + names[predicted] + ": " + count + " of " + rows[actual] });
    if (count > 0) shown.style.background = "rgba(var(" + (actual === predicted ? "--heat" : "--miss") + "), " + (actual === predicted ? 0.08 + 0.6 * share : 0.15 + 0.85 * Math.sqrt(share)).toFixed(3) + ")";
    return shown;
  }))));
  box.append(element("div", { class: "scroll" }, made));
  const mistakes = counts.flatMap((row, actual) => row.map((count, predicted) => ({ count, actual, predicted }))).filter(m => m.actual !== m.predicted && m.count > 0).sort((a, b) => b.count - a.count).slice(0, 3);
  if (mistakes.length) box.append(element("p", { class: "quiet", text: "Most often confused: " + mistakes.map(m => names[m.actual] + " as " + names[m.predicted] + " (" + short(m.count) + ")").join(", ") }));
}

function classTable(parent, output) {
  const box = card(parent, "Classes");
  box.append(element("div", { class: "scroll tall" }, table(["class", "rows", "precision", "recall", "F1"], output.classes.map(c => [c.name, ...[c.rows, c.precision, c.recall, c.f1].map(value => cell(number(value)))]))));
}

// A reliability diagram: how often answers were right, by how sure the network was of them.
function calibration(parent, output) {
  const box = card(parent, "Calibration: how often an answer of some probability is right");
  const width = 420, height = 260, left = 44, top = 10, bottom = 36, w = width - left - 10, h = height - top - bottom;
  const x = share => left + w * share, y = share => top + h * (1 - share);
  const most = Math.max(...output.calibration.map(bin => number(bin.rows)), 1);
  const made = drawing("svg", { viewBox: "0 0 " + width + " " + height, width: "100%", role: "img", "aria-label": "Reliability diagram" });
  [0, 0.25, 0.5, 0.75, 1].forEach(share => made.append(
    drawing("line", { x1: left, x2: left + w, y1: y(share), y2: y(share), stroke: "var(--grid)" }),
    drawing("text", { x: left - 6, y: y(share) + 4, "text-anchor": "end", class: "quiet", text: share }), drawing("text", { x: x(share), y: height - 20, "text-anchor": "middle", class: "quiet", text: share })));
  output.calibration.forEach(bin => {
    if (!(bin.rows > 0)) return;
    const [from, to, right] = [number(bin.above), number(bin.upTo), number(bin.accuracy)];
    const bar = drawing("rect", { x: x(from) + 1, y: y(right), width: Math.max(1, x(to) - x(from) - 2), height: Math.max(1, y(0) - y(right)), fill: "var(--c0)", "fill-opacity": (0.25 + 0.75 * Math.sqrt(bin.rows / most)).toFixed(3) });
    bar.append(drawing("title", { text: short(bin.rows) + " rows of probability " + short(from) + " to " + short(to) + ": " + percent(right) + " right, mean probability " + percent(number(bin.confidence)) }));
    made.append(bar, drawing("circle", { cx: x(number(bin.confidence)), cy: y(right), r: 3, fill: "var(--c1)" }));
  });
  made.append(drawing("line", { x1: x(0), y1: y(0), x2: x(1), y2: y(1), stroke: "var(--quiet)", "stroke-dasharray": "4 4" }),
    drawing("text", { x: left + w / 2, y: height - 4, "text-anchor": "middle", class: "quiet", text: "probability of the answer" }));
  box.append(made, element("p", { class: "quiet", title: String(output.calibrationError), text: "Calibration error " + short(number(output.calibrationError)) + ". Darker bars have more rows; on the dashed line the network would be as sure as it is right." }));
}

// What was found against what was wanted.
function numbersFound(parent, one) {
  const box = card(parent, one.name + ": found against wanted");
  const wanted = numbers(one.wanted), found = numbers(one.found), all = finite([...wanted, ...found]);
  const low = Math.min(...all), high = Math.max(...all), span = high > low ? high - low : 1;
  const width = 420, height = 300, left = 56, top = 10, bottom = 36, w = width - left - 12, h = height - top - bottom;
  const x = value => left + w * (value - low) / span, y = value => top + h * (1 - (value - low) / span);
  const made = drawing("svg", { viewBox: "0 0 " + width + " " + height, width: "100%", role: "img", "aria-label": "Found against wanted" });
  [0, 0.5, 1].forEach(share => {
    const value = low + span * share;
    made.append(drawing("line", { x1: left, x2: left + w, y1: y(value), y2: y(value), stroke: "var(--grid)" }), drawing("text", { x: left - 6, y: y(value) + 4, "text-anchor": "end", class: "quiet", text: short(Number(value.toPrecision(3))) }),
      drawing("text", { x: x(value), y: height - 20, "text-anchor": share === 0 ? "start" : share === 1 ? "end" : "middle", class: "quiet", text: short(Number(value.toPrecision(3))) }));
  });
  made.append(drawing("line", { x1: x(low), y1: y(low), x2: x(high), y2: y(high), stroke: "var(--quiet)", "stroke-dasharray": "4 4" }));
  wanted.forEach((value, i) => {
    if (!Number.isFinite(value) || !Number.isFinite(found[i])) return;
    const dot = drawing("circle", { cx: x(value), cy: y(found[i]), r: 2.5, fill: "var(--c0)", "fill-opacity": 0.55 });
    dot.append(drawing("title", { text: "wanted " + value + ", found " + found[i] }));
    made.append(dot);
  });
  made.append(drawing("text", { x: left + w / 2, y: height - 4, "text-anchor": "middle", class: "quiet", text: "wanted" }));
  box.append(made);
}

function answers() {
  if (!data.outputs.length) return;
  const made = section("Answers", "answers");
  made.append(element("p", { class: "quiet", text: "On " + short(data.judgedRows) + " rows, by the weights that the network has at the end" + (data.best >= 0 ? ", those of the best epoch." : ".") }));
  data.outputs.forEach(output => {
    if (data.outputs.length > 1) made.append(element("h3", { text: output.name }));
    const box = element("div", { class: "two" });
    made.append(box);
    if (output.confusion) matrix(box, output);
    if (output.calibration) calibration(box, output);
    if (output.classes) classTable(box, output);
    (output.numbers || []).forEach(one => numbersFound(box, one));
  });
}
