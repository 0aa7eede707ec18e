// The answers that cost the network most.
function rowCard(row, output) {
  const made = element("div", { class: "card", "data-row": String(row.row), "data-loss": String(row.loss) });
  if (row.picture) made.append(element("img", { src: row.picture, width: row.width, height: row.height, alt: "Row " + row.row }));
  const line = element("div");
  if (row.label !== undefined) {
    line.append("a ", element("b", { text: row.label }), ", answered ", element("span", { class: row.right ? "right" : "wrong", text: row.answer }));
    const probability = number(row.probability);
    if (Number.isFinite(probability)) line.append(" (" + percent(probability) + ")");
  } else {
    line.append("wanted ", element("b", { text: numbers(row.wanted).map(short).join(", ") }), ", found ", element("span", { class: "wrong", text: numbers(row.found).map(short).join(", ") }));
  }
  made.append(line, element("div", { class: "values", title: String(row.loss), text: (output.classes ? "loss " : "distance ") + short(number(row.loss)) + " · row " + row.row + (row.position === undefined ? "" : ", position " + row.position) }));
  if (row.values) {
    const shown = numbers(row.values).map((value, i) => (row.features[i] ? row.features[i] + " " : "") + short(Number.isFinite(value) ? Number(value.toPrecision(3)) : value)).join(row.features.length ? " · " : ", ");
    made.append(element("div", { class: "values", text: shown + (row.valueCount > row.values.length ? " … (" + row.valueCount + ")" : "") }));
  }
  return made;
}

function worst() {
  const outputs = data.outputs.filter(output => output.worst.length);
  if (!outputs.length) return;
  const made = section("Worst answers", "worst");
  outputs.forEach(output => {
    if (outputs.length > 1) made.append(element("h3", { text: output.name }));
    const box = element("div", { class: output.worst[0].picture ? "worst" : "worst text" });
    output.worst.forEach(row => box.append(rowCard(row, output)));
    made.append(box);
  });
}
