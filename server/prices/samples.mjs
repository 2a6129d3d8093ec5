// Prices as the package itself computes them, for the server's tests: the same calls have to cost the same there.
// A row: [provider asked for or null, model name, time, input, output, cache read, cache write, reasoning,
//         cache write for an hour, provider found or null, model found, total in USD as a binary float]
import { calcPrice } from '@pydantic/genai-prices'

const USAGES = [
  [1000, 200, 0, 0, 0],
  [130001, 5000, 120000, 3000, 700],
  [512001, 70, 1, 250000, 0],
  [4000, 10, 0, 3000, 0, 1000],
]
const TIMES = ['2024-06-01T00:00:00Z', '2026-09-25T02:30:00Z', '2026-09-25T20:15:30Z']

export function samples(providers) {
  const rows = []
  for (const provider of providers) {
    for (const model of provider.models) {
      for (const name of names(model)) {
        const conditional = Array.isArray(model.prices)
        for (const time of conditional ? times(model) : TIMES.slice(1, 2)) {
          for (const usage of USAGES) rows.push(row(provider.id, name, time, usage))
        }
        rows.push(row(null, name, TIMES[1], USAGES[0]))
      }
    }
  }
  return { rows: rows.filter(Boolean) }
}

function names(model) {
  return [...new Set([model.id, ...literals(model.match)])].slice(0, 4)
}

function literals(clause) {
  if (clause.or) return clause.or.flatMap(literals)
  if (clause.equals) return [clause.equals]
  if (clause.starts_with) return [`${clause.starts_with}-20250929`]
  return []
}

function times(model) {
  const edges = model.prices.flatMap(({ constraint }) => {
    if (!constraint) return []
    if (constraint.start_date) return [new Date(`${constraint.start_date}T00:00:00Z`)]
    return [constraint.start_time, constraint.end_time].map((time) => new Date(`2026-09-25T${time}`))
  })
  const around = edges.flatMap((edge) => [new Date(edge - 1), edge])
  return [...TIMES, ...around.map((date) => date.toISOString())]
}

function row(providerId, name, time, [input, output, cacheRead, cacheWrite, reasoning, cacheWriteHour = 0]) {
  const usage = {
    input_tokens: input,
    output_tokens: output,
    cache_read_tokens: cacheRead,
    cache_write_tokens: cacheWrite,
    cache_write_1h_tokens: cacheWriteHour,
    output_reasoning_tokens: reasoning,
  }
  const options = { timestamp: new Date(time), ...(providerId && { providerId }) }
  const found = calcPrice(usage, name, options)
  return [
    providerId, name, time, input, output, cacheRead, cacheWrite, reasoning, cacheWriteHour,
    found?.provider.id ?? null, found?.model.id ?? null, found?.total_price ?? null,
  ]
}
