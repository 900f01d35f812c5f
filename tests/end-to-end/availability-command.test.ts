import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FleetAnswer } from '../../src/features/agreements/fleet-contract.ts';
import { openFleet } from './fleet-world.ts';

const program = join(import.meta.dirname, '../../src/cli/waga.ts');
const october = ['--from', '2026-10-01T00:00:00Z', '--to', '2026-11-01T00:00:00Z'];

describe('waga availability', () => {
  let world: Awaited<ReturnType<typeof openFleet>>;
  beforeAll(async () => {
    world = await openFleet();
  });
  afterAll(() => world?.close());

  /** Runs the command as at a shell whose output is piped. */
  const availability = (...words: string[]) =>
    new Promise<{ code: number | null; out: string; err: string }>((resolve) => {
      const env = { ...process.env, ...world.environment() };
      const child = spawn(process.execPath, [program, 'availability', ...words], { env });
      let [out, err] = ['', ''];
      child.stdout.on('data', (part) => (out += part));
      child.stderr.on('data', (part) => (err += part));
      child.on('close', (code) => resolve({ code, out, err }));
    });

  it('prints a table, worst first, in which what was not counted is not up', async () => {
    const { code, out, err } = await availability(...october);
    expect([code, err]).toEqual([0, '']);
    expect(out).toBe(`2026-10-01T00:00:00Z to 2026-11-01T00:00:00Z, by requests as they were counted.
Processes: 2 of 4 counted, 98.952 % (773016 of 781200); 62 d 7 h 45 min not measured, all together.
Components: 1 of 1 counted, 99.990 % (7439256 of 7440000).

name     kind       product  level       available     good    valid          measured  not measured
Search   process    shop     critical     98.000 %    36456    37200  30 d 16 h 15 min    7 h 45 min
Payment  process    shop     critical     99.000 %   736560   744000              31 d         0 min
Gateway  component                        99.990 %  7439256  7440000              31 d         0 min
Returns  process    shop     critical  not counted        0        0             0 min          31 d
Silent   process    shop     critical  not counted        0        0             0 min          31 d
`);
  });

  it('prints one JSON document of the contract', async () => {
    const { code, out, err } = await availability(...october, '--kind', 'process', '--find', 'PAY', '--json');
    expect([code, err]).toEqual([0, '']);
    const { subjects, next } = FleetAnswer.parse(JSON.parse(out));
    expect([subjects.map(({ displayName }) => displayName), next]).toEqual([['Payment'], null]);
  });

  it.each([
    [['--from', 'yesterday'], /--from: expected RFC 3339 such as/],
    [['--kind', 'team'], /Allowed choices are process, component/],
    [['--from', '2026-11-01T00:00:00Z', '--to', '2026-10-01T00:00:00Z'], /from < to/],
  ])('refuses %j with 2', async (words, message) => {
    const { code, out, err } = await availability(...words);
    expect([code, out]).toEqual([2, '']);
    expect(err).toMatch(message);
  });

  it('answers 3 where nobody answers', async () => {
    const { code, err } = await availability('--server', 'http://127.0.0.1:1');
    expect([code, err]).toEqual([3, expect.stringContaining('No Waga server answers')]);
  });
});
