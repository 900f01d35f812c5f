import { once } from 'node:events';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type NewRunAct, RunShown } from '../../src/features/unavailability/runbooks/runbook-contract.ts';
import { statesOf } from './runbooks-world.ts';
import { type Served, serve } from './served.ts';

/** A server process of its own, whose commands write down that they were run. */
let folder: string;
let served: Served | null;
const notes = (): string[] => {
  const file = join(folder, 'notes');
  return existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : [];
};
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'waga-runs-killed-'));
  served = null;
  const note = join(folder, 'note');
  writeFileSync(note, `#!/bin/sh\necho "$1" >> "${join(folder, 'notes')}"\n/bin/sleep "$2"\n`);
  chmodSync(note, 0o755);
  const commands = [{ name: 'note', path: note, arguments: ['[a-z]+', '[0-9]+'] }];
  writeFileSync(join(folder, 'waga.yaml'), JSON.stringify({ clock: { everySeconds: 1 }, commands }));
});
afterEach(async () => {
  await served?.stop();
  rmSync(folder, { recursive: true });
});
async function start(): Promise<void> {
  served = await serve(join(folder, 'data'), ['--config', join(folder, 'waga.yaml')]);
}
/** Kills it as the kernel does, and begins another. */
async function killAndStart(): Promise<void> {
  const ended = once(served!.process, 'exit');
  served!.process.kill('SIGKILL');
  await ended;
  await start();
}
const ask = (path: string, body?: object, method = 'POST'): Promise<Response> =>
  fetch(`${served!.url}/api/v1/${path}`, {
    headers: { ...served!.headers, ...(body ? { 'content-type': 'application/json' } : {}) },
    ...(body ? { method, body: JSON.stringify(body) } : {}),
  });
async function begin(steps: string, spec = ''): Promise<string> {
  const text = `apiVersion: waga/v1\nkind: Runbook\nmetadata: {name: r}\nspec:\n${spec}  steps:\n${steps}`;
  expect((await ask('catalog', { files: [{ path: 'r.yaml', text }] }, 'PUT')).status).toBe(200);
  return RunShown.parse(await (await ask('runbooks/r/runs', {})).json()).id;
}
const look = async (id: string): Promise<RunShown> => RunShown.parse(await (await ask(`runbook-runs/${id}`)).json());
const until = (id: string, state: string) =>
  expect.poll(async () => `${(await look(id)).state}: ${statesOf(await look(id))}`, { timeout: 60_000 }).toBe(state);
const act = async (id: string, wanted: NewRunAct): Promise<void> => {
  expect((await ask(`runbook-runs/${id}/acts`, wanted)).status).toBe(200);
};

const between = `    - {id: a, title: First, do: command, command: note, arguments: [first, "0"]}
    - {id: b, title: Wait, do: wait, for: 3s}
    - {id: c, title: Second, do: command, command: note, arguments: [second, "0"]}
`;
const during = (
  repeatable: boolean,
) => `    - {id: a, title: First, do: command, command: note, arguments: [first, "20"], repeatable: ${repeatable}}
    - {id: b, title: Second, do: command, command: note, arguments: [second, "0"]}
`;

describe('a server that is killed', () => {
  it('between two steps goes on with the next where the runbook says so, and does none twice', async () => {
    await start();
    const id = await begin(between, '  afterRestart: go-on\n');
    await until(id, 'running: done running waiting');
    await killAndStart();
    await until(id, 'done: done done done');
    expect(notes()).toEqual(['first', 'second']);
  });

  it('between two steps stops the run where the runbook says that', async () => {
    await start();
    const id = await begin(between);
    await until(id, 'running: done running waiting');
    await killAndStart();
    await until(id, 'stopped: done skipped waiting');
    expect(notes()).toEqual(['first']);
  });

  it('during a step asks a person, who says what became of it', async () => {
    await start();
    const id = await begin(during(false), '  afterRestart: go-on\n');
    await expect.poll(notes).toEqual(['first']);
    await killAndStart();
    await until(id, 'needs: unclear waiting');
    expect((await look(id)).may).toEqual(['skip', 'retry', 'mark-done', 'stop']);
    // and a further time, which changes nothing
    await killAndStart();
    await until(id, 'needs: unclear waiting');
    expect(notes()).toEqual(['first']);
    await act(id, { act: 'mark-done', step: 'a', reason: 'the note is there' });
    await until(id, 'done: done done');
    expect(notes()).toEqual(['first', 'second']);
    expect((await look(id)).log.map(({ by, says }) => `${by} ${says}`)).toContain(
      'machine Said to be done: the note is there',
    );
  });

  it('during a step that may be done twice does it again', async () => {
    await start();
    const id = await begin(during(true), '  afterRestart: go-on\n');
    await expect.poll(notes).toEqual(['first']);
    await killAndStart();
    await expect.poll(notes, { timeout: 60_000 }).toEqual(['first', 'first']);
    await act(id, { act: 'stop', reason: 'seen enough' });
    await until(id, 'stopped: unclear waiting');
  });
});
