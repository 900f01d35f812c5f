import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { ProductError } from '../errors.ts';

const keptLines = 30;
const patienceMs = 10_000;

interface Child {
  name: string;
  process: ChildProcess;
  /** The last lines it wrote, told only when it fails. */
  lines: string[];
  ended: Promise<number>;
}

/** The processes the demo is made of. Each runs this same Node; none outlives `stop`. */
export interface Children {
  /** Runs to the end; rejects with `internal` and its last words when it does not end with 0. */
  run(name: string, script: string, args: readonly string[]): Promise<void>;
  /**
   * Resolves with what `ready` captures in its first matching line; it goes on. Rejects when it ends before. `env` is added
   * to the environment.
   */
  start(
    name: string,
    script: string,
    args: readonly string[],
    ready: RegExp,
    env?: Record<string, string>,
  ): Promise<string>;
  /** Rejects when a started one ends by itself. */
  readonly death: Promise<never>;
  stop(): Promise<void>;
}

export function children(): Children {
  const all: Child[] = [];
  let stopping = false;
  let tellDeath: (error: Error) => void = () => undefined;
  const death = new Promise<never>((_, reject) => {
    tellDeath = reject;
  });
  // Whoever awaits it is told; nobody awaiting it is no fault.
  death.catch(() => undefined);

  function launch(name: string, script: string, args: readonly string[], env: Record<string, string> = {}): Child {
    const process_ = spawn(process.execPath, [script, ...args], {
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      env: { ...process.env, ...env },
    });
    const ended = new Promise<number>((resolve) => {
      process_.once('close', (code) => resolve(code ?? 1));
      process_.once('error', () => resolve(1));
    });
    const child: Child = { name, process: process_, lines: [], ended };
    for (const stream of [process_.stdout, process_.stderr]) {
      createInterface({ input: stream! }).on('line', (line) => {
        child.lines.push(line);
        if (child.lines.length > keptLines) child.lines.shift();
      });
    }
    all.push(child);
    return child;
  }

  function failed({ name, lines }: Child, code: number): ProductError {
    return new ProductError('internal', `${name} ended with ${code}:\n${lines.join('\n')}`);
  }

  return {
    death,
    async run(name, script, args) {
      const child = launch(name, script, args);
      const code = await child.ended;
      if (code !== 0) throw failed(child, code);
    },
    start(name, script, args, ready, env) {
      const child = launch(name, script, args, env);
      return new Promise((resolve, reject) => {
        createInterface({ input: child.process.stdout! }).on('line', (line) => {
          const found = ready.exec(line)?.[1];
          if (found !== undefined) resolve(found);
        });
        void child.ended.then((code) => {
          const error = failed(child, code);
          reject(error);
          if (!stopping) tellDeath(error);
        });
      });
    },
    async stop() {
      stopping = true;
      // The last started speaks to those before it: it goes first.
      for (const child of all.toReversed()) await end(child);
    },
  };
}

async function end({ process: running, ended }: Child): Promise<void> {
  if (running.exitCode === null && running.signalCode === null) running.kill('SIGTERM');
  const late = setTimeout(() => running.kill('SIGKILL'), patienceMs);
  await ended;
  clearTimeout(late);
}
