// What the Node clients share: where to send, what to ask, how to export and run.
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BatchSpanProcessor, NodeTracerProvider } from '@opentelemetry/sdk-trace-node';
import { OTLPTraceExporter as JsonExporter } from '@opentelemetry/exporter-trace-otlp-http';

export const HIVECORE_URL = process.env.HIVECORE_URL.replace(/\/$/, '');
export const HIVECORE_KEY = process.env.HIVECORE_KEY;
export const MODEL_URL = process.env.MODEL_URL.replace(/\/$/, '');

export const CHAT = 'Say hello to the hive.';
export const STREAM = 'Count the bees, please.';
export const TOOLS = 'What is the weather in Hangzhou?';
export const CACHED = 'According to the handbook, who may enter?';
export const REASONING = 'Think well: how many legs have six bees?';
export const ERROR = 'Please fail with 429.';
export const TEXTS = ['hive', 'honey'];
export const SYSTEM = 'You are a bee.';
export const SESSION = 'corpus-session';
export const USER = 'corpus-user';
export const TAGS = ['corpus', 'blue'];
export const WEATHER = '21 degrees, light rain';

/** The cases that the command line names. */
export const named = process.argv.slice(2);

/** Sends spans in batches over OTLP/HTTP: as JSON, which is what the `-otlp-http` exporter does, unless another exporter is given. */
export function tracerProvider(service, Exporter = JsonExporter, options = {}) {
  const exporter = new Exporter({ url: `${HIVECORE_URL}/v1/traces`, headers: { Authorization: `Bearer ${HIVECORE_KEY}` }, ...options });
  const resource = resourceFromAttributes({ 'service.name': service, 'deployment.environment.name': 'corpus' });
  const provider = new NodeTracerProvider({ resource, spanProcessors: [new BatchSpanProcessor(exporter)] });
  provider.register();
  return provider;
}

/** Runs what has to fail; a case whose failure did not happen is no case. */
export async function expectingFailure(call) {
  try {
    await call();
  } catch (failure) {
    console.error(`failed as asked: ${failure.name}`);
    return;
  }
  throw new Error('the model server did not fail');
}

/** Runs the cases that the command line names, or all, and flushes. */
export async function run(cases, flush) {
  // Stack traces are exported: file names in them begin behind the folder of this machine.
  const here = new URL('.', import.meta.url);
  Error.prepareStackTrace = (error, frames) =>
    [String(error), ...frames.map((frame) => `    at ${frame}`)].join('\n').replaceAll(here.href, '').replaceAll(here.pathname, '');
  for (const name of named.length ? named : Object.keys(cases)) await cases[name]();
  await flush();
}
