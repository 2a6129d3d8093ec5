// Claude Code, asked one question without its terminal.
import { HIVECORE_KEY, HIVECORE_URL, KEY, MODEL_URL, SESSION, USER, named, question, run } from './cli.mjs';

const traces = { CLAUDE_CODE_ENHANCED_TELEMETRY_BETA: '1', OTEL_TRACES_EXPORTER: 'otlp' };
const content = { OTEL_LOG_USER_PROMPTS: '1', OTEL_LOG_TOOL_DETAILS: '1', OTEL_LOG_TOOL_CONTENT: '1', OTEL_LOG_ASSISTANT_RESPONSES: '1' };

const options = ['--print', question, '--model', 'claude-sonnet-4-5', '--allowedTools', 'Bash(cat:*)', '--session-id', SESSION];
const environment = {
  ANTHROPIC_BASE_URL: MODEL_URL,
  ANTHROPIC_API_KEY: KEY,
  CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1',
  CLAUDE_CODE_MAX_RETRIES: '0',
  DISABLE_AUTOUPDATER: '1',
  CLAUDE_CODE_ENABLE_TELEMETRY: '1',
  OTEL_LOGS_EXPORTER: 'otlp',
  OTEL_METRICS_EXPORTER: 'otlp',
  OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json',
  OTEL_RESOURCE_ATTRIBUTES: 'deployment.environment.name=corpus',
  OTEL_EXPORTER_OTLP_ENDPOINT: HIVECORE_URL,
  OTEL_EXPORTER_OTLP_HEADERS: `X-API-Key=${HIVECORE_KEY}`,
  ...(named.startsWith('quiet') ? {} : content),
  ...(named.includes('traces') ? traces : {}),
};
run('claude', options, environment, { '.claude.json': JSON.stringify({ userID: USER }) });
