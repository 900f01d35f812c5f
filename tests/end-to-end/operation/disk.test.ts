import { execFileSync } from 'node:child_process';
import { closeSync, mkdirSync, mkdtempSync, openSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { HealthAnswer } from '../../../src/features/signals/health-contract.ts';
import { describeWith, ownMounts } from '../../needs.ts';
import { applyCatalog, kept, Minutes, perBatch, sendEvents, sendObservations } from './lock-step.ts';
import { otherEntrances, sendOther } from './other-entrances.ts';
import { launch, waga as run, type WagaProcess } from './waga-process.ts';

let folder: string;
let data: string;
let server: WagaProcess | undefined;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'waga-disk-'));
  data = join(folder, 'data');
  mkdirSync(data);
});
afterEach(async () => {
  await server?.killHard();
  server = undefined;
  rmSync(folder, { recursive: true, force: true });
});

const patience = { timeout: 60_000, interval: 200 };
const health = async ({ url, headers }: WagaProcess): Promise<HealthAnswer> =>
  HealthAnswer.parse(await (await fetch(`${url}/api/v1/health`, { headers })).json());

/** Fills the file system to its last byte. */
function fill(file: string): void {
  const handle = openSync(file, 'w');
  try {
    for (const size of [1_048_576, 4_096, 1]) {
      const bytes = Buffer.alloc(size);
      try {
        for (;;) writeSync(handle, bytes);
      } catch (error) {
        expect((error as NodeJS.ErrnoException).code).toBe('ENOSPC');
      }
    }
  } finally {
    closeSync(handle);
  }
}

describeWith('mounts', 'a server whose disk is full', () => {
  it('refuses in the words of each entrance, loses nothing, says why, and goes on by itself when there is room', async () => {
    const mounting = ['bash', '-c', 'mount -t tmpfs -o size=48m tmpfs "$0" && exec "$@"', data];
    const seenFrom = (pid: number): string => `/proc/${pid}/root${data}`;
    writeFileSync(join(folder, 'waga.yaml'), 'disk: {lowMb: 8}\n');
    const words = ['--config', join(folder, 'waga.yaml')];
    const waga = await launch({ data, words, before: [...ownMounts, ...mounting], seenFrom });
    server = waga;
    await applyCatalog(waga);
    const minutes = new Minutes();
    const acknowledged = new Set<string>();
    const ways = { events: sendEvents, observations: sendObservations };
    const send = async (way: keyof typeof ways, n: number): Promise<Response> => {
      const answer = await ways[way](waga, minutes, n);
      if (answer.ok) acknowledged.add(`${way} ${n}`);
      return answer;
    };
    let next = 0;
    for (; next < 20; next++) for (const way of ['events', 'observations'] as const) await send(way, next);
    expect(acknowledged.size).toBe(40);

    for (const way of otherEntrances) expect((await sendOther(waga, way, 0)).status, way).toBeLessThan(300);

    const filler = join(seenFrom(waga.child.pid!), 'filler');
    fill(filler);
    // What files had in reserve may still take some; then every entrance refuses, and as long as it is full.
    const refusals: Partial<Record<keyof typeof ways, Response>> = {};
    for (; (refusals.events === undefined || refusals.observations === undefined) && next < 5_000; next++) {
      for (const way of ['events', 'observations'] as const) {
        const answer = await send(way, next);
        if (!answer.ok) refusals[way] = answer;
      }
    }
    const { events, observations } = refusals;
    expect([events?.status, Number(events?.headers.get('retry-after'))]).toEqual([503, expect.toSatisfy((s) => s > 0)]);
    expect(await events?.json()).toMatchObject({ code: 'store_unavailable' });
    expect([observations?.status, Number(observations?.headers.get('retry-after'))]).toEqual([
      503,
      expect.toSatisfy((s) => s > 0),
    ]);
    expect(await observations?.json()).toMatchObject({ code: 14 });
    for (const way of otherEntrances) {
      let refused = await sendOther(waga, way, 1);
      for (let n = 2; refused.ok && n < 2_000; n++) refused = await sendOther(waga, way, n);
      expect([way, refused.status, Number(refused.headers.get('retry-after'))]).toEqual([
        way,
        503,
        expect.toSatisfy((seconds) => seconds > 0),
      ]);
    }
    const catalog = await fetch(`${waga.url}/api/v1/catalog`, {
      method: 'PUT',
      headers: { ...waga.headers, 'content-type': 'application/json' },
      body: JSON.stringify({ files: [{ path: 'a.yaml', text: `# ${'x'.repeat(500_000)}` }] }),
    });
    expect([catalog.status, await catalog.json()]).toEqual([
      503,
      expect.objectContaining({ code: 'store_unavailable' }),
    ]);

    expect((await fetch(`${waga.url}/healthz`)).status).toBe(200);
    await expect.poll(async () => (await health(waga)).state, patience).toBe('failing');
    const { reasons } = await health(waga);
    expect(reasons.map(({ code }) => code)).toEqual(expect.arrayContaining(['store_refuses', 'disk_full']));

    rmSync(filler);
    const last = next;
    await expect.poll(async () => (await send('events', last)).status, patience).toBe(202);
    await expect.poll(async () => (await send('observations', last)).status, patience).toBe(200);
    await expect
      .poll(async () => (await health(waga)).reasons.map(({ code }) => code), patience)
      .not.toContain('disk_full');
    const there = await kept(waga, minutes, last + 1);
    for (const way of ['events', 'observations'] as const) {
      there[way].forEach((count, n) => {
        if (acknowledged.has(`${way} ${n}`)) expect(count, `${way} ${n}`).toBe(perBatch);
        else expect([null, perBatch], `${way} ${n}`).toContain(count);
      });
    }
    for (const way of otherEntrances) expect((await sendOther(waga, way, 5_000)).status, way).toBeLessThan(300);
    // What was refused is sent again with its key: now all of it is there, once.
    for (let n = 0; n < last; n++) {
      for (const way of ['events', 'observations'] as const) {
        if (!acknowledged.has(`${way} ${n}`)) expect((await send(way, n)).ok, `${way} ${n}`).toBe(true);
      }
    }
    const whole = await kept(waga, minutes, last + 1);
    expect(new Set([...whole.events, ...whole.observations])).toEqual(new Set([perBatch]));
    expect(await waga.stop()).toBe(0);
  });

  it('makes no backup for which there is no room, and leaves nothing of it', async () => {
    const small = join(folder, 'small');
    mkdirSync(small);
    const mounting = ['bash', '-c', 'mount -t tmpfs -o size=4m tmpfs "$0" && exec "$@"', small];
    server = await launch({ data, before: [...ownMounts, ...mounting] });
    const { code, err } = await run('backup', join(small, 'copy'), '--data', data);
    expect([code, err]).toEqual([3, expect.stringContaining('There is no room for a backup')]);
    expect(execFileSync('ls', ['-A', `/proc/${server.child.pid}/root${small}`], { encoding: 'utf8' })).toBe('');
  });
});

describeWith('mounts', 'a server on a disk that is read-only', () => {
  const readOnly = ['bash', '-c', 'mount --bind "$0" "$0" && mount -o remount,bind,ro "$0" && exec "$@"'];

  it('does not start, and says why', async () => {
    server = await launch({ data });
    await applyCatalog(server);
    await server.stop();
    const refused = launch({ data, before: [...ownMounts, ...readOnly, data] });
    await expect(refused).rejects.toThrow(/^ended with 3: waga: .*data/);
    server = await launch({ data });
  });
});

describeWith('loop', 'a server whose disk turns read-only under it, as a failing one does', () => {
  it('stays up and refuses, and has what it acknowledged when the disk is back', async () => {
    const image = join(folder, 'image');
    execFileSync('bash', ['-c', 'truncate -s 128M "$0" && mkfs.ext4 -q "$0"', image]);
    const mounting = ['bash', '-c', 'mount -o loop "$0" "$1" && chmod 700 "$1" && shift && exec "$@"', image, data];
    const seenFrom = (pid: number): string => `/proc/${pid}/root${data}/store`;
    const begin = (): Promise<WagaProcess> =>
      launch({ data: join(data, 'store'), before: [...ownMounts, ...mounting], seenFrom });
    const waga = await begin();
    server = waga;
    await applyCatalog(waga);
    const minutes = new Minutes();
    const taken: number[] = [];
    const send = async (n: number): Promise<Response> => {
      const answer = await sendEvents(waga, minutes, n);
      if (answer.ok) taken.push(n);
      return answer;
    };
    for (let n = 0; n < 20; n++) await send(n);
    const aborting = 'nsenter --target "$0" --mount mount -o remount,abort "$1"';
    execFileSync('bash', ['-c', aborting, String(waga.child.pid), data]);

    let next = 20;
    let refused = await send(next++);
    while (refused.ok && next < 2_000) refused = await send(next++);
    expect([refused.status, await refused.json()]).toEqual([
      503,
      expect.objectContaining({ code: 'store_unavailable' }),
    ]);
    await expect.poll(async () => (await health(waga)).state, patience).toBe('failing');
    expect((await health(waga)).reasons.map(({ message }) => message).join()).toContain('EROFS');
    expect((await fetch(`${waga.url}/healthz`)).status).toBe(200);
    await waga.killHard();
    // The last process of its mounts is gone, and they with it; what the journal holds is put right before the next start.
    execFileSync('bash', ['-c', 'e2fsck -fy "$0" >&2 || test $? -le 2', image], { stdio: 'ignore' });

    server = await begin();
    const { events } = await kept(server, minutes, next);
    for (const n of taken) expect(events[n], `batch ${n}`).toBe(perBatch);
    for (const count of events) expect([null, perBatch]).toContain(count);
    expect(await server.stop()).toBe(0);
  });
});
