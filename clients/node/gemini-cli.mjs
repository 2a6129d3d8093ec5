// Gemini CLI, asked one question without its terminal.
import { HIVECORE_KEY, HIVECORE_URL, KEY, MODEL_URL, SESSION, named, question, run } from './cli.mjs';

const settings = {
  general: { disableAutoUpdate: true, disableUpdateNag: true },
  privacy: { usageStatisticsEnabled: false },
  security: { auth: { selectedType: 'gemini-api-key' }, folderTrust: { enabled: false } },
  tools: { core: ['read_file'] },
  telemetry: {
    enabled: true,
    target: 'local',
    otlpEndpoint: HIVECORE_URL,
    otlpProtocol: 'http',
    logPrompts: true,
    traces: named.includes('traces'),
  },
};

const options = ['--prompt', question, '--model', 'gemini-2.5-flash', '--approval-mode', 'yolo', '--session-id', SESSION];
const environment = {
  GEMINI_API_KEY: KEY,
  GOOGLE_GEMINI_BASE_URL: MODEL_URL,
  OTEL_RESOURCE_ATTRIBUTES: 'deployment.environment.name=corpus',
  OTEL_EXPORTER_OTLP_HEADERS: `X-API-Key=${HIVECORE_KEY}`,
  GEMINI_CLI_TRUST_WORKSPACE: 'true',
  GEMINI_SYSTEM_MD: '1', // its own fills pages
};
run('gemini', options, environment, { '.gemini/settings.json': JSON.stringify(settings), 'work/.gemini/system.md': 'You are a bee.' });
