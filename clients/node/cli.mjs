// What the command-line agents share: what to ask them, and a process with a home of its own that knows nothing of this machine.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

export const HIVECORE_URL = process.env.HIVECORE_URL.replace(/\/$/, '');
export const HIVECORE_KEY = process.env.HIVECORE_KEY;
export const MODEL_URL = process.env.MODEL_URL.replace(/\/$/, '');
export const KEY = 'a-key-that-opens-nothing';

export const QUESTIONS = {
  chat: 'Say hello to the hive.',
  cached: 'According to the handbook, who may enter?',
  reasoning: 'Think well: how many legs have six bees?',
  tools: 'What does the file hive.txt say?',
  error: 'Please fail with 400.',
  retry: 'Please fail once.',
};

export const USER = 'corpus-user';

/** The case that the command line names; the question follows from what stands behind the last dash. */
export const named = process.argv[2];
export const question = QUESTIONS[named.split('-').pop()];

/** A session for each case: agents that do not name their prompts would have one trace for all. */
export const SESSION = `00000000-0000-4000-8000-${Buffer.from(named).toString('hex').padStart(12, '0').slice(-12)}`;

/**
 * Runs a command of what is installed here, in an empty folder with one file, and with nothing of this machine's environment but the path.
 * `files` go below its home.
 */
export function run(command, given, environment, files = {}) {
  const home = mkdtempSync(join(tmpdir(), 'corpus-'));
  const work = join(home, 'work');
  mkdirSync(work);
  writeFileSync(join(work, 'hive.txt'), 'The hive is full of honey.\n');
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(home, path)), { recursive: true });
    writeFileSync(join(home, path), text);
  }
  const env = { PATH: process.env.PATH, HOME: home, USER: 'corpus', LANG: 'C.UTF-8', TERM: 'dumb', ...environment };
  const options = { cwd: work, env, encoding: 'utf8', timeout: 120_000, stdio: ['ignore', 'pipe', 'pipe'] };
  const done = spawnSync(join(import.meta.dirname, 'node_modules', '.bin', command), given, options);
  console.error(done.stdout, done.stderr, done.status, done.error ?? '');
  if (!process.env.CORPUS_KEEP_HOME) {
    rmSync(home, { recursive: true, force: true });
  }
  if ((done.status === 0) !== (question !== QUESTIONS.error)) {
    process.exit(1);
  }
}
