// Typesets formulas that the pages write in Unicode, such as "dW₁ = Σ dz₁ h₀ᵀ over the rows". Marked as mathematics in TeX, the template's own MathJax draws them.
import { read } from './tokens.js'
import { toTex } from './tex.js'

// A character that plain code does not have.
const mathematical = /[Σ∂ᵀ⊙∗⋆′√·×−₀-₉⁰¹²³⁴-⁹ᵗˡᵢⱼₖα-ωΑ-Ω←≥≤∞∈∇]/u
const programming = /[;{}"]|=>|->|\w\.\w*[A-Z]/u

// A letter with something at its corners, as in "dz₁".
const symbol = /(d?\p{L}[₀-₉ᵢⱼₖᵀ′ˡ⁰¹²⁺⁻]+)/u

const columns = new Set(['mathematics', 'in the formulas', 'forward', 'backward'])

export function typeset(article) {
  if (!article) return
  for (const code of article.querySelectorAll('code')) if (isFormula(code)) replace(code, code.textContent, true)
  for (const cell of cellsOfMathematics(article))
    for (const text of textsIn(cell)) replace(text, text.data, false)
  // Derivations number their equations, each on a line of its own.
  for (const paragraph of article.querySelectorAll('blockquote p'))
    for (const text of textsIn(paragraph))
      if (/^\s*\(\d+\) |Σ|\p{L}_\p{L}/u.test(text.data)) replace(text, text.data, false)
  for (const paragraph of article.querySelectorAll('p, li')) for (const text of textsIn(paragraph)) replaceSymbols(text)
}

// Code in a derivation is a formula too if it says what something equals.
function isFormula(code) {
  const text = code.textContent
  return !code.closest('pre') && !programming.test(text) && (mathematical.test(text) || (location.pathname.includes('/derivations/') && text.includes(' = ')))
}

function* cellsOfMathematics(article) {
  for (const table of article.querySelectorAll('table')) {
    const headers = [...table.querySelectorAll('th')]
    for (const row of table.querySelectorAll('tbody tr')) yield* [...row.cells].filter((_, column) => columns.has(headers[column]?.textContent.trim()))
  }
}

function textsIn(element) {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT)
  const texts = []
  while (walker.nextNode()) if (!walker.currentNode.parentElement.closest('code, .math')) texts.push(walker.currentNode)
  return texts
}

// Words stay text; the formulas between them become mathematics. All of a piece of code is one formula.
function replace(node, text, isFormula) {
  const parts = isFormula ? [{ math: true, tokens: read(text) }] : split(read(text))
  node.replaceWith(...parts.map((part) => (part.math ? formula(part.tokens) : document.createTextNode(part.tokens.map((token) => token.text).join('')))))
}

function replaceSymbols(text) {
  const parts = text.data.split(symbol)
  if (parts.length > 1) text.replaceWith(...parts.map((part, i) => (i % 2 === 1 ? formula(read(part)) : document.createTextNode(part))))
}

function formula(tokens) {
  const span = document.createElement('span')
  span.className = 'math'
  span.textContent = `\\(${toTex(tokens)}\\)`
  return span
}

function split(tokens) {
  markWords(tokens)
  const parts = []
  for (const token of tokens) {
    const last = parts.at(-1)
    const math = token.neutral ? last?.math === true : !token.word
    if (last?.math === math) last.tokens.push(token)
    else parts.push({ math, tokens: [token] })
  }
  return parts.flatMap(trim)
}

// What separates a formula from the words after it belongs to neither.
function trim(part) {
  if (!part.math) return [part]
  const after = []
  while (part.tokens.at(-1)?.neutral) after.unshift(part.tokens.pop())
  return after.length > 0 ? [part, { math: false, tokens: after }] : [part]
}

// The number of an equation is text, and so are brackets around words, and the article between words.
function markWords(tokens) {
  const open = []
  const labels = tokens.filter((token) => token.kind !== 'space').slice(0, 3)
  if (labels.length === 3 && labels[0].text === '(' && labels[1].kind === 'number' && labels[2].text === ')') labels.forEach((token) => (token.word = true))
  tokens.forEach((token, i) => {
    if (token.text === 'a' && tokens[i + 2]?.word) token.word = true
  })
  tokens.forEach((token, i) => {
    if (token.text === '(') open.push(i)
    if (token.text === ')' && open.length > 0) {
      const start = open.pop()
      if (tokens.slice(start, i).some((inner) => inner.word)) tokens[start].word = token.word = true
    }
    // A comma in a bracket separates arguments; another mark belongs to the text when words follow it, and a colon always does.
    if (token.kind === 'mark' && open.length === 0 && (token.text === ':' || startsWords(tokens, i + 1))) setWord(token)
  })
}

function setWord(token) {
  token.word = true
  token.neutral = false
}

function startsWords(tokens, from) {
  const next = tokens.slice(from).find((token) => token.kind !== 'space')
  return next === undefined || next.word === true
}
