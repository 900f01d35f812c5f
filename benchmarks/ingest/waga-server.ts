/** `waga serve` as a process of its own: started, given a catalogue and a token over HTTP, killed and started again. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { catalogueText, sources } from './catalogue.ts';
import { endsWithThis, folderOfThis } from './ends-with.ts';

const command = fileURLToPath(new URL('../../src/cli/waga.ts', import.meta.url));

export interface WagaProcess {
  url: string;
  pid: number;
  /** From spawning it until it said its address, and until /readyz answered 200, in milliseconds. */
  listeningAfterMs: number;
  readyAfterMs: number;
  /** Asks as the machine; throws when the answer is none of 2xx. */
  ask<T>(method: string, path: string, body?: unknown): Promise<T>;
  /** SIGTERM, and waits; `kill` is SIGKILL. */
  stop(): Promise<void>;
  kill(): Promise<void>;
}

/** A folder for a server, with its settings as they come; removed by `remove`. */
export function serverFolder(): { folder: string; data: string; remove(): void } {
  const { folder, remove } = folderOfThis('benchmark');
  writeFileSync(join(folder, 'waga.yaml'), 'listen: {port: 0}\nlog: {level: info}\n');
  return { folder, data: join(folder, 'data'), remove };
}

/** Starts the server on a data folder, which may hold what an earlier one left, and waits until it is ready. */
export async function startWaga(data: string, config?: string): Promise<WagaProcess> {
  const began = performance.now();
  const words = [
    command,
    'serve',
    '--port',
    '0',
    '--data',
    data,
    ...(config === undefined ? [] : ['--config', config]),
  ];
  const child = spawn(process.execPath, words, { stdio: ['ignore', 'pipe', 'ignore'] });
  endsWithThis(child);
  const url = await addressOf(child);
  const listeningAfterMs = performance.now() - began;
  while (!(await answersOk(`${url}/readyz`))) {
    if (child.exitCode !== null || child.signalCode !== null) throw new Error('the server ended before it was ready');
    await new Promise((next) => setTimeout(next, 5));
  }
  const readyAfterMs = performance.now() - began;
  const token = readFileSync(join(data, 'machine-token'), 'utf8').trim();
  return {
    ...{ url, pid: child.pid!, listeningAfterMs, readyAfterMs },
    async ask<T>(method: string, path: string, body?: unknown) {
      const answer = await fetch(url + path, {
        method,
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const text = await answer.text();
      if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}: ${text.slice(0, 500)}`);
      return JSON.parse(text) as T;
    },
    stop: () => ended(child, 'SIGTERM'),
    kill: () => ended(child, 'SIGKILL'),
  };
}

/** Gives the server its catalogue and resolves the secret of a token for every source of it. */
export async function prepare(waga: WagaProcess): Promise<string> {
  await waga.ask('PUT', '/api/v1/catalog', { files: [{ path: 'bench.yaml', text: catalogueText }] });
  const token = { name: 'bench', scopes: ['ingest'], sources: Object.values(sources) };
  const { secret } = await waga.ask<{ secret: string }>('POST', '/api/v1/tokens', token);
  return secret;
}

/** A fresh server with catalogue and token; `end` stops it and removes its folder. */
export async function freshWaga(): Promise<{ waga: WagaProcess; token: string; data: string; end(): Promise<void> }> {
  const { folder, data, remove } = serverFolder();
  const waga = await startWaga(data, join(folder, 'waga.yaml'));
  const token = await prepare(waga);
  return {
    ...{ waga, token, data },
    async end() {
      await waga.stop();
      remove();
    },
  };
}

const answersOk = (url: string): Promise<boolean> =>
  fetch(url).then(
    async (answer) => {
      await answer.arrayBuffer();
      return answer.ok;
    },
    () => false,
  );

async function addressOf(child: ChildProcess): Promise<string> {
  for await (const line of createInterface({ input: child.stdout! })) {
    const url = /^Waga is at (\S+)$/.exec(line)?.[1];
    if (url === undefined) continue;
    child.stdout!.resume();
    return url;
  }
  throw new Error('the server ended without naming its address');
}

async function ended(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, 'exit');
  child.kill(signal);
  await exit;
}
