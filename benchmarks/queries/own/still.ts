/** The still server as a process of its own, asked over HTTP by one connection that is kept. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { processorSeconds } from '../../ingest/process-figures.ts';
import { send } from '../ask.ts';

export interface Still {
  pid: number;
  /** From spawning it until it said its address, in milliseconds. */
  listeningAfterMs: number;
  get(path: string): Promise<string>;
  put(path: string, body: unknown): Promise<void>;
  stop(): Promise<void>;
}

export async function startStill(data: string): Promise<Still> {
  const began = performance.now();
  const program = join(import.meta.dirname, 'still-server.ts');
  const child = spawn(process.execPath, [program, data], { stdio: ['ignore', 'pipe', 'inherit'] });
  const kill = (): void => void child.kill();
  process.once('exit', kill);
  const url = await addressOf(child.stdout);
  const listeningAfterMs = performance.now() - began;
  const headers = { authorization: `Bearer ${readFileSync(join(data, 'machine-token'), 'utf8').trim()}` };
  return {
    ...{ pid: child.pid!, listeningAfterMs },
    get: (path) => send(url + path, headers),
    async put(path, body) {
      const sent = { method: 'PUT', headers: { ...headers, 'content-type': 'application/json' } };
      const answer = await fetch(url + path, { ...sent, body: JSON.stringify(body) });
      if (!answer.ok) throw new Error(`PUT ${path} answered ${answer.status}: ${(await answer.text()).slice(0, 500)}`);
      await answer.arrayBuffer();
    },
    async stop() {
      process.off('exit', kill);
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    },
  };
}

/** Milliseconds of the clock of each answer, and of the processor of the server for one, all its threads together. */
export async function measured(
  server: Still,
  paths: readonly string[],
): Promise<{ wall: number[]; processor: number }> {
  const before = processorSeconds(server.pid);
  const wall: number[] = [];
  for (const path of paths) {
    const began = performance.now();
    await server.get(path);
    wall.push(performance.now() - began);
  }
  return { wall, processor: ((processorSeconds(server.pid) - before) * 1_000) / paths.length };
}

async function addressOf(output: NodeJS.ReadableStream): Promise<string> {
  for await (const line of createInterface({ input: output })) {
    const url = /^Waga is at (\S+)$/.exec(line)?.[1];
    if (url !== undefined) return url;
  }
  throw new Error('the server ended without naming its address');
}
