// Langfuse's SDK for JavaScript: its span processor (JSON), its OpenAI wrapper, observations, and scores.
import { LangfuseClient } from '@langfuse/client';
import { observeOpenAI } from '@langfuse/openai';
import { LangfuseSpanProcessor } from '@langfuse/otel';
import { observe, propagateAttributes, startActiveObservation } from '@langfuse/tracing';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { NodeTracerProvider } from '@opentelemetry/sdk-trace-node';
import OpenAI from 'openai';
import * as corpus from './corpus.mjs';

// User name and password of Basic; only the key opens a door.
const door = { publicKey: 'pk-lf-corpus', secretKey: corpus.HIVECORE_KEY, baseUrl: corpus.HIVECORE_URL };
const processor = new LangfuseSpanProcessor({ ...door, environment: 'corpus', release: '1.2.3' });
const provider = new NodeTracerProvider({ resource: resourceFromAttributes({ 'service.name': 'langfuse-js' }), spanProcessors: [processor] });
provider.register();
const langfuse = new LangfuseClient(door);

const plain = new OpenAI({ baseURL: `${corpus.MODEL_URL}/v1`, apiKey: 'scripted', maxRetries: 0 });
const client = observeOpenAI(plain);
const context = { sessionId: corpus.SESSION, userId: corpus.USER, tags: corpus.TAGS, metadata: { plan: 'blue' } };
const within = (call) => propagateAttributes(context, call);
const messages = (text) => [
  { role: 'system', content: corpus.SYSTEM },
  { role: 'user', content: text },
];
const ask = (text, options = {}) =>
  within(() => client.chat.completions.create({ model: 'gpt-4o-mini', messages: messages(text), ...options }));

async function stream() {
  for await (const _ of await ask(corpus.STREAM, { stream: true, stream_options: { include_usage: true } }));
}

const parameters = { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] };
const tools = [{ type: 'function', function: { name: 'get_weather', description: 'The weather in a city.', parameters } }];
const getWeather = observe(async ({ city }) => corpus.WEATHER, { name: 'get_weather', asType: 'tool' });

const forecaster = observe(
  async (question) => {
    const conversation = messages(question);
    const first = (await client.chat.completions.create({ model: 'gpt-4o-mini', messages: conversation, tools })).choices[0].message;
    const call = first.tool_calls[0];
    const content = await getWeather(JSON.parse(call.function.arguments));
    conversation.push(first, { role: 'tool', tool_call_id: call.id, content });
    return (await client.chat.completions.create({ model: 'gpt-4o-mini', messages: conversation, tools })).choices[0].message.content;
  },
  { name: 'forecaster', asType: 'agent' },
);

/** A generation whose usage the application fills in, in Langfuse's disjoint buckets and with its cost. */
const byHand = () =>
  within(() =>
    startActiveObservation(
      'read handbook',
      async (generation) => {
        generation.update({ input: corpus.CACHED, model: 'gpt-4o-mini', modelParameters: { temperature: 0.5 } });
        const reply = await plain.chat.completions.create({ model: 'gpt-4o-mini', messages: messages(corpus.CACHED) });
        const cached = reply.usage.prompt_tokens_details.cached_tokens;
        generation.update({
          model: reply.model,
          output: reply.choices[0].message.content,
          usageDetails: {
            input: reply.usage.prompt_tokens - cached,
            input_cached_tokens: cached,
            output: reply.usage.completion_tokens,
            total: reply.usage.total_tokens,
          },
          costDetails: { input: 0.001, output: 0.002, total: 0.003 },
          metadata: { shelf: 3, open: true },
          version: '7',
        });
      },
      { asType: 'generation' },
    ),
  );

const score = () =>
  within(() =>
    startActiveObservation('scored', async (span) => {
      span.update({ input: corpus.CHAT });
      const reply = await client.chat.completions.create({ model: 'gpt-4o-mini', messages: messages(corpus.CHAT) });
      span.update({ output: reply.choices[0].message.content });
      langfuse.score.observation(span, { name: 'politeness', value: 0.9, comment: 'Says hello.' });
      langfuse.score.trace(span, { name: 'answered', value: 1, dataType: 'BOOLEAN' });
      langfuse.score.create({ name: 'mood', value: 'sunny', traceId: span.traceId, dataType: 'CATEGORICAL' });
    }),
  );

await corpus.run(
  {
    chat: () => ask(corpus.CHAT, { temperature: 0.2, max_tokens: 64 }),
    stream,
    agent: () => within(() => observe(() => forecaster(corpus.TOOLS), { name: 'weather report' })()),
    cached: () => ask(corpus.CACHED),
    reasoning: () => ask(corpus.REASONING, { model: 'o4-mini' }),
    'by-hand': byHand,
    score,
    error: () => corpus.expectingFailure(() => ask(corpus.ERROR)),
  },
  async () => {
    await processor.forceFlush();
    await langfuse.flush();
    await provider.shutdown();
  },
);
