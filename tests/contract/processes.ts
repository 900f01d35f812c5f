import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

export function temporaryDirectory(): string {
  return mkdtempSync(join(tmpdir(), 'waga-contract-'));
}

/** Starts a script of this folder as a process of its own. */
export function start(script: string, ...words: string[]): ChildProcess {
  return spawn(process.execPath, [scriptPath(script), ...words], { stdio: ['ignore', 'pipe', 'inherit'] });
}

export function scriptPath(script: string): string {
  return fileURLToPath(new URL(script, import.meta.url));
}

/** What the process says, line by line. */
export function linesOf(child: ChildProcess): AsyncIterable<string> {
  return createInterface({ input: child.stdout! });
}

export async function firstLine(child: ChildProcess): Promise<string> {
  for await (const line of linesOf(child)) return line;
  throw new Error('The process ended without a word.');
}

/** The exit code of a process that ends by itself. */
export async function exitOf(child: ChildProcess): Promise<number | null> {
  if (child.exitCode !== null) return child.exitCode;
  const [code] = (await once(child, 'exit')) as [number | null];
  return code;
}

/** Ends the process as a power cut would. */
export async function killHard(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}
