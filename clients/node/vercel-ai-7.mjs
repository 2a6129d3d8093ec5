// Vercel's AI SDK 7: telemetry is registered once, from a package of its own. Cases `full-…` send all that it can tell beyond the GenAI
// conventions, `plain-…` what it sends by default, `legacy-…` the spans of the versions before; the others add the runtime context alone,
// because session and user are in it.
import { createAnthropic } from '@ai-sdk/anthropic';
import { createOpenAI } from '@ai-sdk/openai';
import { LegacyOpenTelemetry, OpenTelemetry } from '@ai-sdk/otel';
import { CompressionAlgorithm } from '@opentelemetry/otlp-exporter-base';
import { OTLPTraceExporter as ProtoExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import { embedMany, generateText, registerTelemetry, stepCountIs, streamText, tool } from 'ai';
import { z } from 'zod';
import * as corpus from './corpus.mjs';

const mode = corpus.named[0]?.split('-')[0];
const everything = { usage: true, providerMetadata: true, embedding: true, runtimeContext: true, headers: true, toolChoice: true, schema: true };
const provider =
  mode === 'full'
    ? corpus.tracerProvider('vercel-ai', ProtoExporter, { compression: CompressionAlgorithm.GZIP })
    : corpus.tracerProvider('vercel-ai');
registerTelemetry(
  mode === 'legacy' ? new LegacyOpenTelemetry() : new OpenTelemetry({ plain: {}, full: everything }[mode] ?? { runtimeContext: true }),
);

const openai = createOpenAI({ baseURL: `${corpus.MODEL_URL}/v1`, apiKey: 'scripted' });
const anthropic = createAnthropic({ baseURL: `${corpus.MODEL_URL}/v1`, apiKey: 'scripted' });
const gpt = openai.chat('gpt-4o-mini');
const claude = anthropic('claude-sonnet-4-5');

const telemetry = { functionId: 'forecaster', includeRuntimeContext: { sessionId: true, userId: true, tags: true } };
const runtimeContext = { sessionId: corpus.SESSION, userId: corpus.USER, tags: corpus.TAGS };
const common = { instructions: corpus.SYSTEM, maxRetries: 0, telemetry, runtimeContext };
const tools = {
  get_weather: tool({
    description: 'The weather in a city.',
    inputSchema: z.object({ city: z.string() }),
    execute: async () => corpus.WEATHER,
  }),
};

const ask = (model, prompt) => generateText({ ...common, model, prompt });
const stream = async (model) => streamText({ ...common, model, prompt: corpus.STREAM }).consumeStream();
const useTools = (model) => generateText({ ...common, model, prompt: corpus.TOOLS, tools, stopWhen: stepCountIs(3) });
const embed = () => embedMany({ model: openai.textEmbeddingModel('text-embedding-3-small'), values: corpus.TEXTS, telemetry });

await corpus.run(
  {
    chat: () => generateText({ ...common, model: gpt, prompt: corpus.CHAT, temperature: 0.2, maxOutputTokens: 64 }),
    stream: () => stream(gpt),
    responses: () => ask(openai.responses('gpt-4o-mini'), corpus.CHAT),
    tools: () => useTools(gpt),
    cached: () => ask(gpt, corpus.CACHED),
    reasoning: () => ask(openai.chat('o4-mini'), corpus.REASONING),
    embeddings: embed,
    error: () => corpus.expectingFailure(() => ask(gpt, corpus.ERROR)),
    'anthropic-chat': () => ask(claude, corpus.CHAT),
    'anthropic-stream': () => stream(claude),
    'anthropic-tools': () => useTools(claude),
    'anthropic-cached': () => ask(claude, corpus.CACHED),
    'plain-tools': () => useTools(gpt),
    'full-tools': () => useTools(gpt),
    'full-anthropic-cached': () => ask(claude, corpus.CACHED),
    'full-embeddings': embed,
    'legacy-tools': () => useTools(gpt),
  },
  () => provider.shutdown(),
);
