// Vercel's AI SDK 5 and 6: telemetry is an option of each call, and goes to the global tracer provider.
import { createAnthropic } from '@ai-sdk/anthropic';
import { createOpenAI } from '@ai-sdk/openai';
import { CompressionAlgorithm } from '@opentelemetry/otlp-exporter-base';
import { OTLPTraceExporter as ProtoExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import { embedMany, generateText, stepCountIs, streamText, tool } from 'ai';
import { z } from 'zod';
import * as corpus from './corpus.mjs';

const proto = corpus.named.some((name) => name.startsWith('proto-'));
const provider = proto
  ? corpus.tracerProvider('vercel-ai', ProtoExporter, { compression: CompressionAlgorithm.GZIP })
  : corpus.tracerProvider('vercel-ai');

const openai = createOpenAI({ baseURL: `${corpus.MODEL_URL}/v1`, apiKey: 'scripted' });
const anthropic = createAnthropic({ baseURL: `${corpus.MODEL_URL}/v1`, apiKey: 'scripted' });
const gpt = openai.chat('gpt-4o-mini');
const claude = anthropic('claude-sonnet-4-5');

const experimental_telemetry = {
  isEnabled: true,
  functionId: 'forecaster',
  metadata: { sessionId: corpus.SESSION, userId: corpus.USER, tags: corpus.TAGS, plan: 'blue' },
};
const common = { system: corpus.SYSTEM, maxRetries: 0, experimental_telemetry };
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

await corpus.run(
  {
    chat: () => generateText({ ...common, model: gpt, prompt: corpus.CHAT, temperature: 0.2, maxOutputTokens: 64 }),
    'proto-chat': () => ask(gpt, corpus.CHAT),
    stream: () => stream(gpt),
    responses: () => ask(openai.responses('gpt-4o-mini'), corpus.CHAT),
    tools: () => useTools(gpt),
    cached: () => ask(gpt, corpus.CACHED),
    reasoning: () => ask(openai.chat('o4-mini'), corpus.REASONING),
    embeddings: () => embedMany({ model: openai.textEmbeddingModel('text-embedding-3-small'), values: corpus.TEXTS, experimental_telemetry }),
    error: () => corpus.expectingFailure(() => ask(gpt, corpus.ERROR)),
    'anthropic-chat': () => ask(claude, corpus.CHAT),
    'anthropic-stream': () => stream(claude),
    'anthropic-tools': () => useTools(claude),
    'anthropic-cached': () => ask(claude, corpus.CACHED),
  },
  () => provider.shutdown(),
);
