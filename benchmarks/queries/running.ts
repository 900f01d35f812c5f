/** Programs that run beside the benchmark: started on loopback, awaited, measured and stopped by their own process. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, statSync } from 'node:fs';
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
      child.kill();
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

/** Milliseconds of processor time that a process has had on Linux, in steps of 10; of all its threads. */
export function processorOf(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ');
  return (Number(fields[11]) + Number(fields[12])) * 10;
}
