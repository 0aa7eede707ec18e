// Reads a formula in Unicode into tokens: names with what is written at their corners, numbers, brackets, marks, operators and spaces.
const below = table('₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₒₓₕₖₗₘₙₚₛₜᵢⱼᵣᵤᵥ', '0123456789+−=()aeoxhklmnpstijruv')
const above = table('⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ᵀᵗⁿⁱˡᵏʲᵈᵃᵇᵐᵖˢ', '0123456789+−=()TtnilkjdabmpS'.toLowerCase().replace('tt', 'Tt'))
const functions = /^(max|min|log|exp|tanh|sin|cos|erf|sign|diag|tr|softmax|softplus|mean|var|sqrt|vec|argmax)$/
const token = /\s+|\d[\d,]*\.?\d*(?:e-?\d+)?|\p{L}\p{M}*(?:(?!\p{Lm})[A-Za-z]\p{M}*)*|./gsu

export function read(text) {
  const tokens = []
  for (const [part] of text.matchAll(token)) {
    const last = tokens.at(-1)
    const corner = last && last.kind !== 'space' ? cornerOf(part) : undefined
    if (corner) last[corner.side] = (last[corner.side] ?? '') + corner.text
    else tokens.push(classify(part))
    const current = tokens.at(-1)
    if (corner) current.text += part
  }
  return joinUnderscores(tokens)
}

function classify(text) {
  if (/^\s/.test(text)) return { kind: 'space', text, base: text, neutral: true }
  if (/^\d/.test(text)) return { kind: 'number', text, base: text }
  if (/^[,.;:]$/.test(text)) return { kind: 'mark', text, base: text, neutral: true }
  if (/^\p{L}/u.test(text)) return name(text)
  return { kind: /^[()[\]{}|‖⟨⟩]$/.test(text) ? 'bracket' : 'operator', text, base: text }
}

function name(text) {
  if (text === 'Σ' || text === 'Π') return { kind: 'operator', text, base: text === 'Σ' ? '∑' : '∏' }
  if (functions.test(text) || /^[A-Z][a-z]*[A-Z]/.test(text)) return { kind: 'name', text, base: text, upright: true }
  const letters = text.replace(/\p{M}/gu, '').length
  if (letters === 2 && /^d/.test(text)) return { kind: 'name', text, base: text, differential: true }
  return letters > 1 && /^[A-Za-z]/.test(text) ? { kind: 'name', text, base: text, upright: true, word: true } : { kind: 'name', text, base: text }
}

function cornerOf(text) {
  if (below.has(text)) return { side: 'sub', text: below.get(text) }
  if (above.has(text)) return { side: 'sup', text: above.get(text) }
  return text === '′' ? { side: 'sup', text: '′' } : undefined
}

// δ_x is δ with the index x.
function joinUnderscores(tokens) {
  for (let i = tokens.length - 2; i > 0; i--) {
    if (tokens[i].text !== '_' || tokens[i - 1].kind === 'space') continue
    tokens[i - 1].sub = (tokens[i - 1].sub ?? '') + tokens[i + 1].base
    tokens[i - 1].text += '_' + tokens[i + 1].text
    tokens.splice(i, 2)
  }
  return tokens
}

function table(from, to) {
  const targets = [...to]
  return new Map([...from].map((character, i) => [character, targets[i]]))
}
