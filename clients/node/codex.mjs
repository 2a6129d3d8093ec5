// Codex, asked one question without its terminal.
import { HIVECORE_KEY, HIVECORE_URL, KEY, MODEL_URL, named, question, run } from './cli.mjs';

const exporter = (signal) =>
  `{ otlp-http = { endpoint = "${HIVECORE_URL}/v1/${signal}", protocol = "json", headers = { "X-API-Key" = "${HIVECORE_KEY}" } } }`;

const config = `
model = "gpt-5"
model_provider = "corpus"
check_for_update_on_startup = false

[model_providers.corpus]
name = "corpus"
base_url = "${MODEL_URL}/v1"
env_key = "CORPUS_KEY"
wire_api = "responses"
request_max_retries = 1
stream_max_retries = 0

[analytics]
enabled = false

[otel]
environment = "corpus"
log_user_prompt = true
exporter = ${exporter('logs')}
metrics_exporter = "none"
trace_exporter = ${named.includes('traces') ? exporter('traces') : '"none"'}
`;

const options = ['exec', '--skip-git-repo-check', '--dangerously-bypass-approvals-and-sandbox', question];
run('codex', options, { CORPUS_KEY: KEY }, { '.codex/config.toml': config });
