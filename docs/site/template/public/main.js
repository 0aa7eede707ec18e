import { typeset } from './formulas.js'

export default {
  start: () => typeset(document.querySelector('article')),
}
