// Writes tokens as TeX, which the MathJax that belongs to the site's template draws.
const commands = new Map([
  ['∑', '\\textstyle\\sum'], ['∏', '\\textstyle\\prod'], ['*', '\\ast '], ['-', '-'], ['√', '\\sqrt '],
  ['{', '\\{'], ['}', '\\}'], ['%', '\\%'], ['#', '\\#'], ['&', '\\&'], ['$', '\\$'], ['\\', '\\backslash '], ['~', '\\sim '], ['^', '\\wedge '], ['_', '\\_'],
  [';', ';\\ '], [':', '\\colon '],
])

// Letters with marks above, as TeX writes them.
const accents = new Map([['\u0302', '\\hat'], ['\u0304', '\\bar'], ['\u0303', '\\tilde'], ['\u0307', '\\dot'], ['\u0308', '\\ddot']])

export function toTex(tokens) {
  let tex = ''
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i]
    if (token.text === '√') {
      const end = endOfOperand(tokens, i + 1)
      tex += `\\sqrt{${toTex(withoutBrackets(tokens.slice(i + 1, end)))}}`
      i = end - 1
    } else if (token.kind === 'space') {
      // Products are written side by side.
      if (isOperand(tokens[i - 1]) && isOperand(tokens[i + 1])) tex += '\\, '
    } else tex += cornered(token)
  }
  return tex
}

function cornered(token) {
  const below = token.sub ? `_{${corner(token.sub)}}` : ''
  const above = token.sup ? `^{${corner(token.sup)}}` : ''
  if (token.base === '∑' || token.base === '∏') return `${commands.get(token.base)}${below}${above}\\, `
  return `{${baseOf(token)}}${below}${above}`.replace(/^\{(.)\}(?![_^])/u, '$1 ')
}

function baseOf({ kind, base, upright, differential }) {
  if (kind !== 'name') return commands.get(base) ?? base
  if (differential) return `\\mathrm{d}${letter(base.slice(1))}`
  return upright ? `\\operatorname{${base}}` : letter(base)
}

function letter(text) {
  const [base, mark] = text.normalize('NFD')
  return accents.has(mark) ? `${accents.get(mark)}{${base}}` : text
}

function corner(text) {
  const words = text.replace(/\p{L}{3,}/gu, (word) => `\\mathrm{${word}}`)
  return words.replaceAll('T', '\\top ').replaceAll('′', '\\prime ')
}

function isOperand(token) {
  return token !== undefined && (token.kind === 'name' || token.kind === 'number' || token.kind === 'bracket' || token.base === '∂')
}

function endOfOperand(tokens, from) {
  if (tokens[from]?.text !== '(') return Math.min(from + 1, tokens.length)
  let depth = 0
  for (let i = from; i < tokens.length; i++) {
    if (tokens[i].base === '(') depth++
    if (tokens[i].base === ')' && --depth === 0) return i + 1
  }
  return tokens.length
}

function withoutBrackets(tokens) {
  const last = tokens.at(-1)
  return tokens[0]?.text === '(' && last?.text === ')' ? tokens.slice(1, -1) : tokens
}
