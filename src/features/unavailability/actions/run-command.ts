import { spawn } from 'node:child_process';
import { cleanOutput } from '../runbooks/clean-output.ts';
import type { CommandRule } from '../runbooks/command-rule.ts';
import type { Outcome } from '../runbooks/run-draft.ts';

export interface CommandAsked {
  rule: CommandRule;
  /** They fit the patterns of the rule. */
  arguments: readonly string[];
  timeLimitMs: number;
  /** What is never shown, whatever the command writes. */
  secrets: readonly string[];
  /** Cuts it off; nobody knows then what it did. */
  signal: AbortSignal;
}

/**
 * Runs a command of the configuration without a shell, with an empty environment, in `/`, its input closed, in a process group of its
 * own: at the time limit, when it is cut off and when it ends, nothing of that group lives on. Of what it writes the end is kept.
 * Never throws: whatever becomes of it is an outcome.
 */
export function runCommand({ rule, arguments: given, timeLimitMs, secrets, signal }: CommandAsked): Promise<Outcome> {
  const written = keepEnd(rule.maxOutputBytes + longestOf(secrets));
  return new Promise((resolve) => {
    let ended: 'late' | 'cut-off' | null = null;
    const child = spawn(rule.path, given, {
      shell: false,
      env: {},
      cwd: '/',
      stdio: ['ignore', 'pipe', 'pipe'],
      // a process group of its own, which is killed as a whole
      detached: true,
      ...(rule.runAs ?? {}),
    });
    const kill = (why: typeof ended) => {
      ended ??= why;
      killGroup(child.pid);
    };
    const cutOff = () => kill('cut-off');
    const late = setTimeout(() => kill('late'), timeLimitMs);
    signal.addEventListener('abort', cutOff, { once: true });
    if (signal.aborted) cutOff();
    const finish = (outcome: Outcome) => {
      clearTimeout(late);
      signal.removeEventListener('abort', cutOff);
      resolve(outcome);
    };
    child.stdout.on('data', written.add);
    child.stderr.on('data', written.add);
    child.once('error', (error) => {
      const code = (error as NodeJS.ErrnoException).code ?? 'unknown';
      finish({ state: 'failed', says: `It could not be started (${code}).` });
    });
    // what it left behind in its group holds its output open
    child.once('exit', () => killGroup(child.pid));
    child.once('close', (code, by) => {
      const output = cleanOutput(written.text(), secrets, { isCut: written.isCut() });
      const says = (sentence: string) => (output === '' ? sentence : `${sentence}\n${output}`);
      if (ended === 'cut-off') {
        finish({ state: 'unclear', says: says('It was cut off while it ran: nobody knows whether it was done.') });
      } else if (ended === 'late') {
        finish({ state: 'failed', says: says(`It took longer than ${timeLimitMs / 1_000} s and was killed.`) });
      } else if (code === 0) finish({ state: 'done', says: says('It ended with 0.') });
      else finish({ state: 'failed', says: says(code === null ? `It was ended by ${by}.` : `It ended with ${code}.`) });
    });
  });
}

function killGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // nothing of it is left
  }
}

const longestOf = (texts: readonly string[]): number =>
  // a character of a secret takes four bytes at most, and its other spellings are no more than three times as long
  12 * Math.max(0, ...texts.map(({ length }) => length));

/** The last bytes of a stream. */
function keepEnd(mostBytes: number) {
  let kept: Buffer[] = [];
  let bytes = 0;
  let left = false;
  return {
    add(chunk: Buffer): void {
      kept.push(chunk);
      bytes += chunk.length;
      if (bytes <= 2 * mostBytes) return;
      kept = [Buffer.concat(kept).subarray(-mostBytes)];
      bytes = kept[0]!.length;
      left = true;
    },
    isCut: () => left || bytes > mostBytes,
    text: () => Buffer.concat(kept).subarray(-mostBytes).toString('utf8'),
  };
}
