// What a network of two inputs answers everywhere around its rows.
const classColours = ["--c0", "--c1", "--c2", "--c3", "--c4", "--c5", "--c6", "--c7"];

function channels(name) {
  const probe = document.createElement("canvas").getContext("2d");
  probe.fillStyle = colour(name);
  probe.fillRect(0, 0, 1, 1);
  return probe.getImageData(0, 0, 1, 1).data;
}

const bytes = text => Uint8Array.from(atob(text), sign => sign.charCodeAt(0));

function map(canvas, found) {
  const scale = window.devicePixelRatio || 1, size = Math.round(520 * scale), side = found.side;
  canvas.width = canvas.height = size;
  const context = canvas.getContext("2d"), small = document.createElement("canvas");
  small.width = small.height = side;
  const pixels = small.getContext("2d").createImageData(side, side), answers = bytes(found.answers), shares = bytes(found.shares);
  const ground = channels("--card"), colours = classColours.map(channels);
  for (let i = 0; i < answers.length; i++) {
    const share = shares[i] / 255, ink = found.ofClasses ? colours[answers[i] % colours.length] : share < 0.5 ? colours[0] : colours[1];
    const strength = found.ofClasses ? 0.15 + 0.55 * share : 0.75 * Math.abs(2 * share - 1);
    for (let c = 0; c < 3; c++) pixels.data[4 * i + c] = ground[c] + (ink[c] - ground[c]) * strength;
    pixels.data[4 * i + 3] = 255;
  }
  small.getContext("2d").putImageData(pixels, 0, 0);
  context.imageSmoothingEnabled = true;
  context.drawImage(small, 0, 0, size, size);
  const [left, right, bottom, top] = numbers(found.range), labels = numbers(found.label);
  numbers(found.x).forEach((x, i) => {
    context.beginPath();
    context.arc(size * (x - left) / (right - left), size * (top - found.y[i]) / (top - bottom), 3.2 * scale, 0, 7);
    context.fillStyle = found.ofClasses && labels[i] >= 0 ? colour(classColours[labels[i] % classColours.length]) : colour("--quiet");
    context.fill();
    context.strokeStyle = colour("--card");
    context.lineWidth = scale;
    context.stroke();
  });
}

function boundary() {
  const found = data.boundary;
  if (!found) return;
  const made = section(found.ofClasses ? "Decision boundary" : "Map of answers", "boundary"), box = card(made), canvas = element("canvas", { class: "map" });
  const range = numbers(found.range).map(value => short(Number(value.toPrecision(3))));
  box.append(canvas, element("p", { class: "quiet", text: "Across: " + found.names[0] + ", " + range[0] + " to " + range[1] + ". Upwards: " + found.names[1] + ", " + range[2] + " to " + range[3] + ". " + (found.ofClasses
    ? "The colour is the class that is answered, the stronger the surer; dots are rows." : "From the least answer, " + short(number(found.least)) + ", in blue to the greatest, " + short(number(found.greatest)) + ", in orange; dots are rows.") }));
  const draw = () => map(canvas, found);
  draw();
  redraws.push(draw);
}
