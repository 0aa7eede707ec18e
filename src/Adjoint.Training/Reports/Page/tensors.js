// The numbers of each tensor, and of its gradient, as histograms.
function histogram(found, name) {
  const counts = numbers(found.counts), most = Math.max(...counts, 1), width = 180, height = 44, step = width / counts.length;
  const made = drawing("svg", { viewBox: "0 0 " + width + " " + height, width, height, role: "img", "aria-label": "Histogram" });
  const least = number(found.least), greatest = number(found.greatest);
  made.append(drawing("title", { text: "from " + least + " to " + greatest }));
  counts.forEach((count, i) => {
    const tall = count > 0 ? Math.max(1, (height - 2) * count / most) : 0;
    made.append(drawing("rect", { x: (i * step).toFixed(2), y: (height - tall).toFixed(2), width: (step - 0.6).toFixed(2), height: tall.toFixed(2), fill: "var(" + name + ")" }));
  });
  if (least < 0 && greatest > 0) {
    const zero = width * -least / (greatest - least);
    made.append(drawing("line", { x1: zero, x2: zero, y1: 0, y2: height, stroke: "var(--quiet)", "stroke-dasharray": "2 2" }));
  }
  return made;
}

function spread(found) {
  const made = element("td", { title: "least " + found.least + ", greatest " + found.greatest });
  made.append(element("div", { text: short(number(found.mean)) + " ± " + short(number(found.deviation)) }), element("div", { class: "values", text: short(number(found.least)) + " … " + short(number(found.greatest)) }));
  if (found.notFinite) made.append(element("div", { class: "wrong", text: short(found.notFinite) + " not finite" }));
  return made;
}

function tensors() {
  if (!data.tensors.length) return;
  const made = section("Weights and gradients", "tensors"), box = card(made);
  const gradients = data.tensors.some(tensor => tensor.gradient);
  if (gradients) box.append(element("p", { class: "quiet", text: "Gradients are of the mean loss over the first " + short(data.gradientRows) + " rows, at the end of the run. Mean ± deviation, least … greatest; dotted: zero." }));
  const shown = element("table", { class: "full" }, element("thead", {}, element("tr", {}, ...["tensor", "values", "", ...(gradients ? ["gradient", ""] : [])].map(text => element("th", { text })))));
  const body = element("tbody");
  data.tensors.forEach(tensor => {
    const name = element("td", {}, element("div", { text: tensor.name }), element("div", { class: "values", text: tensor.shape + (tensor.trained ? "" : ", not trained") }));
    const row = element("tr", {}, name, element("td", {}, histogram(tensor.values, "--c0")), spread(tensor.values));
    if (tensor.gradient) row.append(element("td", {}, histogram(tensor.gradient, "--c1")), spread(tensor.gradient));
    else if (gradients) row.append(element("td"), element("td"));
    body.append(row);
  });
  shown.append(body);
  box.append(element("div", { class: "scroll" }, shown));
}
