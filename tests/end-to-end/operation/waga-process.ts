import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

export const wagaCommand = fileURLToPath(new URL('../../../src/cli/waga.ts', import.meta.url));

export interface WagaProcess {
  url: string;
  child: ChildProcess;
  headers: { authorization: string };
  /** From the spawn to the line that names the address. */
  startMs: number;
  /** Everything it has written to stderr: its log. */
  log(): string;
  /** As a power cut of the process would. */
  killHard(): Promise<void>;
  /** Resolves the exit code when it has ended by itself. */
  ended(): Promise<number | null>;
  /** SIGTERM; resolves the exit code, null when a signal ended it. */
  stop(): Promise<number | null>;
}

export interface LaunchOptions {
  data: string;
  words?: readonly string[];
  /** Where the process sees its data folder, for one with mounts of its own. */
  seenFrom?: (pid: number) => string;
  /** What is run in front of the command, such as `unshare`. */
  before?: readonly string[];
}

/** Starts `waga serve` as a process of its own. Rejects with what it said when it ends before it names its address. */
export async function launch({ data, words = [], before = [], seenFrom }: LaunchOptions): Promise<WagaProcess> {
  const begun = performance.now();
  const all = [...before, process.execPath, wagaCommand, 'serve', '--port', '0', '--data', data, ...words];
  const child = spawn(all[0]!, all.slice(1), { stdio: ['ignore', 'pipe', 'pipe'] });
  let log = '';
  child.stderr!.setEncoding('utf8').on('data', (text: string) => {
    log += text;
  });
  const ended = once(child, 'exit') as Promise<[number | null]>;
  let url: string | undefined;
  for await (const line of createInterface({ input: child.stdout! })) {
    url = /^Waga is at (\S+)/.exec(line)?.[1];
    if (url !== undefined) break;
  }
  if (url === undefined) {
    const [code] = await ended;
    throw new Error(`ended with ${code}: ${log}`);
  }
  const startMs = performance.now() - begun;
  child.stdout!.resume();
  const folder = seenFrom?.(child.pid!) ?? data;
  const token = readFileSync(join(folder, 'machine-token'), 'utf8').trim();
  const end = async (signal: NodeJS.Signals): Promise<number | null> => {
    if (child.exitCode === null && child.signalCode === null) child.kill(signal);
    const [code] = await ended;
    return code;
  };
  return {
    url,
    child,
    headers: { authorization: `Bearer ${token}` },
    startMs,
    log: () => log,
    ended: async () => (await ended)[0],
    killHard: async () => void (await end('SIGKILL')),
    stop: () => end('SIGTERM'),
  };
}

/** Runs a command as somebody at a shell would; rejects never. */
export function waga(...words: string[]): Promise<{ code: number | null; out: string; err: string }> {
  const child = spawn(process.execPath, [wagaCommand, ...words], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, WAGA_TOKEN: '', WAGA_SERVER: '' },
  });
  const said = { out: '', err: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said.out += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said.err += text;
  });
  return once(child, 'close').then(([code]) => ({ code: code as number | null, ...said }));
}
