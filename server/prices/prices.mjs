// Prices as the server reads them: a list in the package's order (the last one whose condition holds wins, the first is the
// fallback), each in USD per million tokens, `request` in USD per thousand calls. Units that a usage record does not count
// (audio, images, pages, searches) are left out of the price and named under `uncounted`.
const COUNTED = {
  input_mtok: 'input',
  output_mtok: 'output',
  cache_read_mtok: 'cache_read',
  cache_write_mtok: 'cache_write',
  cache_write_1h_mtok: 'cache_write_1h',
  output_reasoning_mtok: 'reasoning',
  requests_kcount: 'request',
}
const FREE = { input: 0, output: 0 }

export function portablePrices(model) {
  const conditional = Array.isArray(model.prices) ? model.prices : [{ prices: model.prices }]
  return conditional.map(({ constraint, prices }) => ({ ...condition(constraint), ...counted(model, prices) }))
}

function condition(constraint) {
  if (!constraint) return {}
  if (constraint.start_date) return { from: constraint.start_date }
  if (constraint.start_time) return { daily: [constraint.start_time, constraint.end_time] }
  throw new Error(`unknown price condition ${JSON.stringify(constraint)}`)
}

function counted(model, prices) {
  // The package writes both "free" and "not known" as no price at all. Only a name that says so is free.
  if (Object.keys(prices).length === 0) return model.id.endsWith(':free') ? FREE : {}
  const portable = {}
  const uncounted = []
  for (const [key, price] of Object.entries(prices)) {
    if (COUNTED[key]) portable[COUNTED[key]] = portablePrice(price)
    else uncounted.push(key)
  }
  return uncounted.length ? { ...portable, uncounted } : portable
}

function portablePrice(price) {
  if (typeof price === 'number') return price
  return { base: price.base, tiers: price.tiers.map(({ start, price }) => ({ start, price })) }
}
