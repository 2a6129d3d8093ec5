// Match clauses as the server can evaluate them: RE2 knows no look-around, so that "^(?!A)B" becomes "not A, and B".
const LOOK_AROUND = /\(\?<?[=!]/
const LEADING_NEGATIVE_LOOK_AHEAD = '^(?!'

export function portableMatch(clause) {
  if (clause.or) return { or: clause.or.map(portableMatch) }
  if (clause.and) return { and: clause.and.map(portableMatch) }
  if (clause.regex === undefined || !LOOK_AROUND.test(clause.regex)) return clause
  return withoutLookAhead(clause.regex)
}

function withoutLookAhead(regex) {
  const close = regex.startsWith(LEADING_NEGATIVE_LOOK_AHEAD) ? closingParenthesis(regex, 1) : -1
  const inside = regex.slice(LEADING_NEGATIVE_LOOK_AHEAD.length, close)
  const rest = regex.slice(close + 1)
  if (close < 0 || LOOK_AROUND.test(inside) || LOOK_AROUND.test(rest) || alternatives(regex)) {
    throw new Error(`the server's regular expressions cannot say ${regex}; teach match.mjs to rewrite it`)
  }
  const notInside = { not: { regex: `^(?:${inside})` } }
  return rest === '' ? notInside : { and: [notInside, { regex: `^${rest}` }] }
}

function closingParenthesis(regex, open) {
  let depth = 0
  for (let at = open; at < regex.length; at++) {
    if (regex[at] === '\\') at++
    else if (regex[at] === '[') at = regex.indexOf(']', at + 2)
    else if (regex[at] === '(') depth++
    else if (regex[at] === ')' && --depth === 0) return at
  }
  return -1
}

// Alternatives outside of any group would bind weaker than the look-ahead in front of them.
function alternatives(regex) {
  let depth = 0
  for (let at = 0; at < regex.length; at++) {
    if (regex[at] === '\\') at++
    else if (regex[at] === '[') at = regex.indexOf(']', at + 2)
    else if (regex[at] === '(') depth++
    else if (regex[at] === ')') depth--
    else if (regex[at] === '|' && depth === 0) return true
  }
  return false
}
