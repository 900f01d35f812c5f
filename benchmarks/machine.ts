/** The machine that a benchmark ran on: processor, memory, kernel, Node, and how fast its disk makes 4 KiB durable. */
import { spawnSync } from 'node:child_process';
import { closeSync, existsSync, fsyncSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { availableParallelism, cpus, loadavg, release, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';

export interface Machine {
  cores: number;
  processor: string;
  memoryBytes: number;
  kernel: string;
  node: string;
  disk: DiskSpeed;
  /** Of the minute before the run: beyond 0.5 others were at work and times are too long. */
  loadBefore: number;
}

export interface DiskSpeed {
  /** `fio` where it is installed, else the loop of writes in this process, so named. */
  by: string;
  /** 4 KiB written and made durable, one after the other, per second. */
  syncsPerSecond: number;
}

/** Path of fio: `WAGA_FIO`, else where Debian has it; null where it is not. */
export function fioPath(): string | null {
  const path = process.env.WAGA_FIO ?? '/usr/bin/fio';
  return existsSync(path) ? path : null;
}

/** Looks at the machine; the disk is the one of `folder` (the temporary one when left out) and is tried for a second. */
export function describeMachine(folder: string = tmpdir()): Machine {
  const [loadBefore] = loadavg();
  return {
    cores: availableParallelism(),
    processor: cpus()[0]?.model ?? 'unknown',
    memoryBytes: totalmem(),
    kernel: release(),
    node: process.version,
    disk: diskSpeed(folder, 1),
    loadBefore: loadBefore!,
  };
}

/** The machine in a line. */
export function machineText({ cores, processor, memoryBytes, kernel, node, disk, loadBefore }: Machine): string {
  const gb = (memoryBytes / 1024 ** 3).toFixed(0);
  const syncs = Math.round(disk.syncsPerSecond);
  return `${cores} cores (${processor}), ${gb} GB, Linux ${kernel}, Node ${node}; ${syncs} durable 4 KiB writes/s by ${disk.by}; load before ${loadBefore.toFixed(1)}`;
}

/** How many writes of 4 KiB, each followed by fsync, the disk of `folder` does in a second, tried for `seconds` (fio: whole ones). */
export function diskSpeed(folder: string, seconds: number): DiskSpeed {
  const within = mkdtempSync(join(folder, 'waga-disk-'));
  try {
    const fio = fioPath();
    return fio === null ? byLoop(within, seconds) : byFio(fio, within, seconds);
  } finally {
    rmSync(within, { recursive: true, force: true });
  }
}

function byFio(fio: string, folder: string, seconds: number): DiskSpeed {
  const run = spawnSync(
    fio,
    [
      ...['--name=commits', `--directory=${folder}`, '--rw=write', '--bs=4k', '--size=256m', '--ioengine=sync'],
      ...['--fsync=1', '--time_based', `--runtime=${Math.max(1, Math.ceil(seconds))}`, '--output-format=json'],
    ],
    { encoding: 'utf8' },
  );
  if (run.status !== 0) throw new Error(`fio ended with ${run.status}: ${run.stderr}`);
  const { jobs } = JSON.parse(run.stdout) as { jobs: { write: { iops: number } }[] };
  return { by: 'fio', syncsPerSecond: jobs[0]!.write.iops };
}

function byLoop(folder: string, seconds: number): DiskSpeed {
  const file = openSync(join(folder, 'written'), 'w');
  const block = Buffer.alloc(4_096, 1);
  const began = performance.now();
  let count = 0;
  while (performance.now() - began < seconds * 1_000) {
    writeSync(file, block);
    fsyncSync(file);
    count++;
  }
  const took = performance.now() - began;
  closeSync(file);
  return { by: 'a loop of write and fsync in Node (fio is not installed)', syncsPerSecond: (count / took) * 1_000 };
}
