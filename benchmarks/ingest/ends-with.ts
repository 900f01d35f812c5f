import type { ChildProcess } from 'node:child_process';

/** Told to end, this process ends as by itself, so that what it started ends too. */
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));

/** A process started here ends with this one, also where an error ends it. */
export function endsWithThis(child: ChildProcess): void {
  const kill = (): void => {
    child.kill('SIGKILL');
  };
  process.on('exit', kill);
  child.once('exit', () => process.off('exit', kill));
}
