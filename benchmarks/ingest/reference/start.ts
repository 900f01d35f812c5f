/** Starts a reference as a process of its own and waits until it listens. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { endsWithThis } from '../ends-with.ts';

export interface ReferenceProcess {
  url: string;
  pid: number;
  stop(): Promise<void>;
}

/** `json-lines` or `protobuf`, as one process or several on one port. */
export async function startReference(name: 'json-lines' | 'protobuf', processes: number): Promise<ReferenceProcess> {
  const program = fileURLToPath(new URL(`./${name}.ts`, import.meta.url));
  const child = spawn(process.execPath, [program, '--processes', String(processes)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  endsWithThis(child);
  let port: string | undefined;
  for await (const line of createInterface({ input: child.stdout })) {
    port = /^listening on (\d+)$/.exec(line)?.[1];
    if (port !== undefined) break;
  }
  if (port === undefined) throw new Error(`the reference ${name} ended without listening`);
  child.stdout.resume();
  return {
    url: `http://127.0.0.1:${port}`,
    pid: child.pid!,
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const exit = once(child, 'exit');
      child.kill('SIGTERM');
      await exit;
    },
  };
}
