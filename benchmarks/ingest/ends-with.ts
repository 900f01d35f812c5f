import type { ChildProcess } from 'node:child_process';

/** A process started here ends with this one, also where an error ends it. */
export function endsWithThis(child: ChildProcess): void {
  const kill = (): void => {
    child.kill('SIGKILL');
  };
  process.on('exit', kill);
  child.once('exit', () => process.off('exit', kill));
}
