// The network as a graph with shapes, and as a table.
const nodeWidth = 170, nodeHeight = 46, gapX = 26, gapY = 30;

// Each layer below all that it reads; within a line, near what it reads.
function placed() {
  const names = new Set(data.layers.map(layer => layer.name)), reads = new Map(), known = new Map(data.layers.map(layer => [layer.name, layer]));
  for (const [from, to] of data.edges) for (const name of [from, to]) {
    if (names.has(name)) continue;
    names.add(name);
    known.set(name, { name, output: "", parameters: "", flops: "" });
  }
  for (const [from, to] of data.edges) reads.set(to, [...(reads.get(to) || []), from]);
  const depth = new Map(), inGraph = new Set(data.edges.flat());
  const depthOf = name => {
    if (!depth.has(name)) {
      depth.set(name, 0);
      depth.set(name, Math.max(0, ...(reads.get(name) || []).map(from => depthOf(from) + 1)));
    }
    return depth.get(name);
  };
  const lines = [], column = new Map();
  [...names].filter(name => inGraph.has(name)).forEach(name => (lines[depthOf(name)] ||= []).push(name));
  lines.forEach(line => {
    const want = name => { const from = (reads.get(name) || []).map(other => column.get(other)).filter(c => c !== undefined); return from.length ? from.reduce((a, b) => a + b, 0) / from.length : 0; };
    line.sort((a, b) => want(a) - want(b));
    line.forEach((name, i) => column.set(name, i - (line.length - 1) / 2));
  });
  return { lines, column, depth, known };
}

function graph(parent) {
  const { lines, column, depth, known } = placed();
  const widest = Math.max(...lines.map(line => line.length)), width = widest * (nodeWidth + gapX) + gapX, height = lines.length * (nodeHeight + gapY) + gapY;
  const x = name => width / 2 + column.get(name) * (nodeWidth + gapX), y = name => gapY + depth.get(name) * (nodeHeight + gapY);
  const made = drawing("svg", { viewBox: "0 0 " + width + " " + height, width, height, role: "img", "aria-label": "Graph of the network" });
  made.append(drawing("defs", {}, drawing("marker", { id: "tip", viewBox: "0 0 8 8", refX: 7, refY: 4, markerWidth: 7, markerHeight: 7, orient: "auto" }, drawing("path", { d: "M0 0L8 4L0 8z", fill: "var(--quiet)" }))));
  for (const [from, to] of data.edges) {
    const [x1, y1, x2, y2] = [x(from), y(from) + nodeHeight, x(to), y(to)], far = depth.get(to) - depth.get(from) > 1;
    // An edge that passes layers by goes around them.
    const side = far ? (x1 === x2 ? nodeWidth / 2 + gapX / 2 + 4 : 0) : 0;
    made.append(drawing("path", { class: "edge", "marker-end": "url(#tip)", d: far && side
      ? "M" + x1 + " " + y1 + "C" + (x1 + side) + " " + (y1 + 24) + " " + (x1 + side) + " " + (y1 + 24) + " " + (x1 + side) + " " + (y1 + 30) + "L" + (x2 + side) + " " + (y2 - 30) + "C" + (x2 + side) + " " + (y2 - 16) + " " + x2 + " " + (y2 - 20) + " " + x2 + " " + y2
      : "M" + x1 + " " + y1 + "C" + x1 + " " + (y1 + gapY / 2) + " " + x2 + " " + (y2 - gapY / 2) + " " + x2 + " " + y2 }));
  }
  for (const [name, layer] of known) {
    if (!column.has(name)) continue;
    const box = drawing("g", { class: layer.parameters ? "node learns" : "node" });
    const label = name.length > 22 ? name.slice(0, 10) + "…" + name.slice(-11) : name;
    box.append(drawing("rect", { x: x(name) - nodeWidth / 2, y: y(name), width: nodeWidth, height: nodeHeight, rx: 8 }), drawing("text", { x: x(name), y: y(name) + 19, "text-anchor": "middle", "font-weight": 600, text: label }),
      drawing("text", { x: x(name), y: y(name) + 36, "text-anchor": "middle", class: "quiet", text: [layer.output, layer.parameters ? layer.parameters + " parameters" : ""].filter(Boolean).join(" · ") }), drawing("title", { text: name }));
    made.append(box);
  }
  parent.append(element("div", { class: "scroll graph" }, made));
  parent.lastChild.style.maxHeight = "640px";
}

function network() {
  if (!data.layers.length) return;
  const made = section("Network", "network"), two = element("div", { class: "two" });
  made.append(two);
  if (data.edges.length) graph(card(two, "What reads what, with the shape of a row"));
  const box = card(two, "Layers");
  const shown = element("div", { class: "scroll" }, table(["layer", "output", "parameters", "FLOPs a row"], data.layers.map(layer => [layer.name, layer.output, layer.parameters, layer.flops])));
  shown.style.maxHeight = "640px";
  box.append(shown, element("p", { class: "quiet", text: data.memory }));
}
