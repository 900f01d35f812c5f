/** Programs that run beside the benchmark: started on loopback, awaited, measured and stopped by their own process. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';

/** One that runs. Counters are named `valid_total` and `bad_total` with the label `service`. */
export interface Peer {
  name: 'Prometheus' | 'VictoriaMetrics';
  version: string;
  url: string;
  pid: number;
  /** What its data take on disk, its index with them, without logs written ahead and caches. */
  bytes(): number;
  stop(): Promise<void>;
}

/** A program, once the address `ready` answers well. */
export async function running(program: string, words: readonly string[], ready: string) {
  const child: ChildProcess = spawn(program, words, { stdio: 'ignore' });
  const ended = once(child, 'close');
  // also when the benchmark itself fails
  const kill = (): void => void child.kill();
  process.once('exit', kill);
  const isReady = () =>
    fetch(ready).then(
      ({ ok }) => ok,
      () => false,
    );
  while (!(await isReady())) {
    if (child.exitCode !== null) throw new Error(`${program} ended with ${child.exitCode}`);
    await new Promise((next) => setTimeout(next, 50));
  }
  return {
    pid: child.pid!,
    async stop(): Promise<void> {
      process.off('exit', kill);
      kill();
      await ended;
    },
  };
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}

/** Bytes of all files under a folder, but for those of the folders left out. */
export function bytesUnder(folder: string, without: readonly string[] = []): number {
  return readdirSync(folder, { withFileTypes: true }).reduce((sum, entry) => {
    const path = join(folder, entry.name);
    if (without.includes(entry.name)) return sum;
    return sum + (entry.isDirectory() ? bytesUnder(path, without) : statSync(path).size);
  }, 0);
}
