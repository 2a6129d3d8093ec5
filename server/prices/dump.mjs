// Writes the price catalogue that goes into the server's jar, and the sample prices that its tests are held against.
// Usage: node dump.mjs <catalogue.json> <samples.json>
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { waitForUpdate } from '@pydantic/genai-prices'
import { portableMatch } from './match.mjs'
import { portablePrices } from './prices.mjs'
import { samples } from './samples.mjs'

const [cataloguePath, samplesPath] = process.argv.slice(2)
const source = JSON.parse(readFileSync(new URL('node_modules/@pydantic/genai-prices/package.json', import.meta.url)))

// The package exports no list of providers; the outcome of its last update, none so far, is the bundled list.
const providers = await waitForUpdate()
if (!providers?.length) {
  throw new Error('@pydantic/genai-prices gave no providers')
}

const catalogue = {
  source: 'genai-prices',
  version: source.version,
  providers: providers.map((provider) => ({
    id: provider.id,
    name: provider.name,
    api_pattern: provider.api_pattern,
    provider_match: provider.provider_match && portableMatch(provider.provider_match),
    model_match: provider.model_match && portableMatch(provider.model_match),
    fallback: provider.fallback_model_providers,
    models: provider.models.map((model) => ({
      id: model.id,
      match: portableMatch(model.match),
      prices: portablePrices(model),
    })),
  })),
}

write(cataloguePath, catalogue)
write(samplesPath, samples(providers))

// Renamed into place, so that an interrupted build leaves nothing half written that looks up to date.
function write(path, document) {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(`${path}.part`, JSON.stringify(document))
  renameSync(`${path}.part`, path)
}
