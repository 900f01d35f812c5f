import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const command = fileURLToPath(new URL('../../src/cli/waga.ts', import.meta.url));

export interface Served {
  url: string;
  pid: number;
  data: string;
  process: ChildProcess;
  /** Authorization of the machine. */
  headers: { authorization: string };
  /** The most memory the process ever had, in MB, as Linux counts it. */
  peakMb(): number;
  alive(): boolean;
  stop(): Promise<void>;
}

/** `waga serve` as a process of its own on a free port of loopback. Without `data` it has a folder that goes with it. */
export async function serve(data?: string, words: readonly string[] = []): Promise<Served> {
  const folder = data === undefined ? mkdtempSync(join(tmpdir(), 'waga-served-')) : null;
  const store = data ?? join(folder!, 'data');
  const child = spawn(process.execPath, [command, 'serve', '--port', '0', '--data', store, ...words], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  let url: string | undefined;
  for await (const line of createInterface({ input: child.stdout! })) {
    url = /^Waga is at (\S+)$/.exec(line)?.[1];
    if (url !== undefined) break;
  }
  if (url === undefined) throw new Error('the server ended without naming its address');
  child.stdout!.resume();
  const token = readFileSync(join(store, 'machine-token'), 'utf8').trim();
  return {
    url,
    pid: child.pid!,
    data: store,
    process: child,
    headers: { authorization: `Bearer ${token}` },
    peakMb() {
      const found = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'));
      return Math.round(Number(found![1]) / 1_024);
    },
    alive: () => child.exitCode === null && child.signalCode === null,
    async stop() {
      if (child.exitCode === null && child.signalCode === null) {
        const ended = once(child, 'exit');
        child.kill('SIGTERM');
        await ended;
      }
      if (folder !== null) rmSync(folder, { recursive: true });
    },
  };
}
