import { dotnet } from "./_framework/dotnet.js";

const { getAssemblyExports, getConfig } = await dotnet.create();
const network = (await getAssemblyExports(getConfig().mainAssemblyName)).Browser.Program;
const board = document.getElementById("board"), pen = board.getContext("2d", { willReadFrequently: true });
const text = (id, value) => { document.getElementById(id).textContent = value; };

// The weights that the sample Digits has saved.
const answer = await fetch("lenet.safetensors");
if (answer.ok) network.Load(new Uint8Array(await answer.arrayBuffer()));
text("state", answer.ok ? "ready" : "ready, untrained: lenet.safetensors is missing");

const bars = Array.from({ length: 10 }, (_, digit) => {
  const row = document.createElement("div"), name = document.createElement("b"), bar = document.createElement("i"), share = document.createElement("span");
  row.className = "bar";
  name.textContent = digit;
  row.append(name, bar, share);
  document.getElementById("bars").append(row);
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = digit;
  button.id = "is-" + digit;
  button.addEventListener("click", () => learn(digit));
  document.getElementById("names").append(button);
  return { row, bar, share };
});

function ink() {
  const pixels = pen.getImageData(0, 0, 280, 280).data, found = new Uint8Array(280 * 280);
  for (let i = 0; i < found.length; i++) found[i] = pixels[4 * i + 3] && pixels[4 * i];
  return found;
}

function read() {
  const shares = network.Read(ink()), best = shares.indexOf(Math.max(...shares));
  bars.forEach(({ row, bar, share }, digit) => {
    row.classList.toggle("best", digit === best);
    bar.style.width = (100 * shares[digit]).toFixed(1) + "%";
    share.textContent = (100 * shares[digit]).toFixed(1) + " %";
  });
  document.body.dataset.answer = best;
}

function learn(digit) {
  const losses = network.Learn(ink(), digit, 20);
  text("learnt", "Learnt in 20 steps: loss " + losses[0].toPrecision(3) + " → " + losses[losses.length - 1].toPrecision(3));
  document.body.dataset.losses = JSON.stringify(Array.from(losses));
  read();
}

let last = null;
const place = event => { const box = board.getBoundingClientRect(); return [event.clientX - box.left, event.clientY - box.top]; };
board.addEventListener("pointerdown", event => { last = place(event); board.setPointerCapture(event.pointerId); });
board.addEventListener("pointermove", event => {
  if (!last) return;
  const next = place(event);
  pen.strokeStyle = "#fff";
  pen.lineWidth = 22;
  pen.lineCap = pen.lineJoin = "round";
  pen.beginPath();
  pen.moveTo(...last);
  pen.lineTo(...next);
  pen.stroke();
  last = next;
});
board.addEventListener("pointerup", () => { last = null; read(); });
document.getElementById("clear").addEventListener("click", () => { pen.clearRect(0, 0, 280, 280); delete document.body.dataset.answer; });

const [prediction, step] = network.Measure();
text("speed", "Here a prediction takes " + prediction.toFixed(2) + " ms, and a step of training with 16 drawings " + step.toFixed(1) + " ms.");
document.body.dataset.speed = JSON.stringify([prediction, step]);
document.body.dataset.ready = "yes";
