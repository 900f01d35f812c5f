import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { CommandRule } from '../runbooks/command-rule.ts';
import { runCommand } from './run-command.ts';

const folder = mkdtempSync(join(tmpdir(), 'waga-command-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** A script as a program of the system. */
function rule(script: string, more: Partial<CommandRule> = {}): CommandRule {
  return {
    ...{ name: 'sh', path: '/bin/sh', arguments: [], rest: null, right: 'respond', runAs: null },
    ...{ timeLimitMs: 60_000, maxOutputBytes: 1_000, ...more },
    arguments: [new RegExp(script)],
  };
}
const run = (
  script: string,
  more: Partial<CommandRule> & { args?: string[]; secrets?: string[]; signal?: AbortSignal } = {},
) => {
  const { args = [], secrets = [], signal = new AbortController().signal, ...of } = more;
  const { timeLimitMs = 60_000 } = of;
  return runCommand({ rule: rule('', of), arguments: ['-c', script, ...args], timeLimitMs, secrets, signal });
};
const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

describe('a command', () => {
  it('runs without a shell of its own: what looks like one stays an argument', async () => {
    const echo = { ...rule(''), path: '/bin/echo' };
    const signal = new AbortController().signal;
    const given = ['$(id)', '; rm -rf /', '`id`'];
    const outcome = await runCommand({ rule: echo, arguments: given, timeLimitMs: 60_000, secrets: [], signal });
    expect(outcome).toEqual({ state: 'done', says: 'It ended with 0.\n$(id) ; rm -rf / `id`' });
  });

  it('finds nothing of the server: no environment, no input, the root as its folder', async () => {
    process.env.WAGA_TRIED = 'hunter2';
    const { says } = await run('pwd; /usr/bin/env | /usr/bin/sort; read line || echo no input');
    delete process.env.WAGA_TRIED;
    expect(says.split('\n').filter((line) => !/^(PWD|OLDPWD|SHLVL|_)=/.test(line))).toEqual([
      'It ended with 0.',
      '/',
      'no input',
    ]);
  });

  it('has failed where it ends with anything but 0, or cannot be started', async () => {
    expect(await run('echo broken >&2; exit 3')).toEqual({ state: 'failed', says: 'It ended with 3.\nbroken' });
    const missing = { ...rule(''), path: join(folder, 'nothing') };
    const signal = new AbortController().signal;
    expect(await runCommand({ rule: missing, arguments: [], timeLimitMs: 60_000, secrets: [], signal })).toEqual({
      ...{ state: 'failed', says: 'It could not be started (ENOENT).' },
    });
  });

  it('is killed at its time limit with all that it began', async () => {
    const file = join(folder, 'child');
    const outcome = await run('sleep 600 & echo $! > "$0"; wait', { args: [file], timeLimitMs: 300 });
    expect(outcome).toEqual({ state: 'failed', says: 'It took longer than 0.3 s and was killed.' });
    const child = Number(readFileSync(file, 'utf8'));
    await expect.poll(() => isAlive(child)).toBe(false);
  });

  it('leaves nothing of its group behind, and is over although that holds its output open', async () => {
    const file = join(folder, 'left');
    expect(await run('sleep 600 & echo $! > "$0"', { args: [file] })).toMatchObject({ state: 'done' });
    await expect.poll(() => isAlive(Number(readFileSync(file, 'utf8')))).toBe(false);
  });

  it('is unclear where it is cut off', async () => {
    const cut = new AbortController();
    const running = run('echo begun; sleep 600', { signal: cut.signal });
    setTimeout(() => cut.abort(), 100);
    expect(await running).toMatchObject({ state: 'unclear', says: expect.stringContaining('nobody knows') });
    expect(await run('sleep 600', { signal: AbortSignal.abort() })).toMatchObject({ state: 'unclear' });
  });

  it('shows the end of what it wrote, never more than it may, and no secret', async () => {
    const { says } = await run('i=0; while [ $i -lt 5000 ]; do echo line $i; i=$((i+1)); done', {
      maxOutputBytes: 200,
    });
    expect(says).toMatch(/line 4999$/);
    expect(Buffer.byteLength(says)).toBeLessThan(250);
    const secret = 'hunter2hunter2';
    writeFileSync(join(folder, 'secret'), secret);
    const seen = await run('/bin/cat "$0"; echo; echo over', { args: [join(folder, 'secret')], secrets: [secret] });
    expect(seen.says).toBe('It ended with 0.\n[secret]\nover');
  });
});
