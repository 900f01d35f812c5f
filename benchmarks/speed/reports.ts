/**
 * `node benchmarks/speed/reports.ts [processes] [processes asked of Prometheus]`: the yearly figures of every process (availability by
 * time from the ledger, requests, users, value) by a process that starts cold, from hours and outages on disk; a second time in
 * the same process, from what it remembers; beside what the same would cost from minutes (a sample, extrapolated), and
 * beside a Prometheus that holds the same hours. Processor time stands beside the time that passed, since only the former is
 * the same on a machine that has other work.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { median } from '../../src/maths/quantiles.ts';
import { openMeasurements } from '../../src/stores/measurements/duckdb/open.ts';
import type { ColdReport } from './reports/cold.ts';
import { askPrometheus, sums } from './reports/prometheus.ts';
import { countFromMinutes } from './reports/raw.ts';
import { processName, writeHours, writeLedger, year } from './reports/year.ts';

const processes = Number(process.argv[2] ?? 1_000);
const asked = Math.min(processes, Number(process.argv[3] ?? 100));
const runs = 7;
const sample = { processes: 20, days: 14 };

function spread(times: readonly number[]): string {
  const ms = (value: number): string => value.toFixed(0).padStart(6);
  return `median ${ms(median([...times]))} ms, from ${ms(Math.min(...times))} to ${ms(Math.max(...times))} ms`;
}

function cold(directory: string): ColdReport & { wall: number } {
  const began = performance.now();
  const program = join(import.meta.dirname, 'reports', 'cold.ts');
  const said = execFileSync(process.execPath, [program, directory], { encoding: 'utf8' });
  return { ...(JSON.parse(said) as ColdReport), wall: performance.now() - began };
}

/** Adds up the year in the store, as often as Prometheus is asked. */
async function inStore(directory: string): Promise<{ times: number[]; of: (name: string, process: string) => number }> {
  const store = await openMeasurements({ directory });
  const times: number[] = [];
  for (let run = 0; run < runs; run++) {
    const began = performance.now();
    await store.ask({ ask: 'hourSums', step: 'month', ...year });
    times.push(performance.now() - began);
  }
  const all = await store.ask({ ask: 'hourSums', step: 'month', ...year });
  await store.close();
  const totals = new Map<string, number>();
  for (const name of sums) {
    all.subject.forEach((subject, row) => {
      const key = `${name} ${all.subjects[subject]}`;
      totals.set(key, (totals.get(key) ?? 0) + all[name][row]!);
    });
  }
  return { times, of: (name, process) => totals.get(`${name} process:${process}`)! };
}

const directory = mkdtempSync(join(tmpdir(), 'waga-reports-'));
try {
  const rows = await writeHours(directory, processes);
  const outages = await writeLedger(directory, processes);
  const size = statSync(join(directory, 'measurements.duckdb')).size;
  console.log(
    `${processes} processes, a year: ${rows} hours (${(size / rows).toFixed(1)} bytes each on disk), ${outages} outages`,
  );

  const reports = Array.from({ length: runs }, () => cold(directory));
  const of = (pick: (one: ColdReport & { wall: number }) => number): string => spread(reports.map(pick));
  console.log(`cold process, started to figures ${of(({ toFigures }) => toFigures)}`);
  console.log(`  its processor time             ${of(({ processor }) => processor)}`);
  console.log(`  until its program runs         ${of(({ started }) => started)}`);
  console.log(`  opening the stores             ${of(({ opening }) => opening)}`);
  console.log(`  hours: sums, unmeasured time   ${of(({ first }) => first.hours)}`);
  console.log(`  reading the ledger             ${of(({ first }) => first.ledger)}`);
  console.log(`  exact figures of each process  ${of(({ first }) => first.figures)}`);
  console.log(`with its end, as seen outside    ${of(({ wall }) => wall)}`);
  console.log(`second time, from totals         ${of(({ second }) => second.hours + second.ledger + second.figures)}`);
  console.log(`  its processor time             ${of(({ processorAgain }) => processorAgain)}`);
  console.log(`  hours alone                    ${of(({ second }) => second.hours)}`);
  console.log(`for example: ${reports[0]!.example}`);

  const raw = await countFromMinutes(sample.processes, sample.days);
  const whole = (raw * processes * 365) / (sample.processes * sample.days);
  const hours = median(reports.map(({ first }) => first.hours));
  console.log(
    `from minutes: ${raw.toFixed(0)} ms for ${sample.processes} processes and ${sample.days} days, requests alone; extrapolated to all: ${(whole / 1_000).toFixed(0)} s, ${(whole / hours).toFixed(0)} times as long`,
  );

  const own = await inStore(directory);
  const theirs = await askPrometheus(directory, asked);
  if (theirs === null) console.log('Prometheus is not installed: nothing to compare with');
  else {
    const differing = [...theirs.answers].flatMap(([name, byProcess]) =>
      Array.from({ length: asked }, (_, nth) => processName(nth)).filter(
        (one) => byProcess.get(one) !== own.of(name, one),
      ),
    );
    const { median: middle, least, most } = theirs.milliseconds;
    console.log(`the six sums of ${processes}, by Waga    ${spread(own.times)}`);
    console.log(
      `the six sums of ${asked}, by Prometheus: median ${middle.toFixed(0)} ms, from ${least.toFixed(0)} to ${most.toFixed(0)} ms; differing answers: ${differing.length}`,
    );
    const ratio = middle / asked / (median(own.times) / processes);
    console.log(`for each process Prometheus takes ${ratio.toFixed(1)} times as long`);
  }
} finally {
  rmSync(directory, { recursive: true });
}
