import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import type { Call, NodeSeries } from '../../src/features/unavailability/root/question.ts';
import { minute } from '../../src/maths/instants.ts';
import type { Labelled } from './labelled.ts';

const rows = (file: string): Record<string, string>[] => {
  const bytes = readFileSync(file);
  return parse(file.endsWith('.gz') ? gunzipSync(bytes) : bytes, { columns: true });
};

/** The text is UTC; the epoch beside it is eight hours off on one of the days. */
const at = (text: string): number => Date.parse(`${text.slice(0, 19).replace(' ', 'T')}Z`);

/** What callers see is named alike at the front and in the pods, so that each method can compare them. */
const latency = 'LatencyP90(s)';
const given = new Map([
  ['PodServerLatencyP90(s)', latency],
  ['LatencyP90(s)', latency],
]);
const notMeasured = new Set(['Time', 'TimeStamp', 'PodName', 'ServiceName']);

function seriesOf(node: string, table: readonly Record<string, string>[]): NodeSeries[] {
  const times = table.map(({ Time }) => at(Time!));
  const names = Object.keys(table[0] ?? {}).filter((name) => !notMeasured.has(name));
  return names
    .map((name) => ({
      node,
      metric: given.get(name) ?? name,
      at: times,
      values: table.map((row) => (row[name] ? Number(row[name]) : Number.NaN)),
    }))
    .filter(
      ({ metric, values }) =>
        !(metric.startsWith('SuccessRate') || metric.startsWith('PodSuccessRate')) || values.some((v) => v > 0),
    );
}

const before = 10 * minute;
const after = 4 * minute;
/** The last fault is over by then; the rest of the day is quiet. */
const quietAfter = 30 * minute;
const shops: Record<string, string> = { '2022-08': 'Online Boutique', '2023-01': 'Train Ticket' };

/**
 * Every fault of the days that are there, with the four minutes after it. Faults follow each other by eight minutes, so what is usual is
 * read from the rest of the day, which is quiet. Nodes are services; Online Boutique has a call graph below its front, Train Ticket none.
 */
export function nezha(folder: string): Labelled[] {
  const days = readdirSync(folder).filter((name) => existsSync(join(folder, name, 'fault_list.json')));
  return days.sort().flatMap((day) => dayOf(folder, day));
}

function dayOf(folder: string, day: string): Labelled[] {
  const metric = join(folder, day, 'metric');
  const files = readdirSync(metric);
  const services = new Map(
    files.filter((name) => name.includes('_metric.csv')).map((name) => [serviceOf(name), rows(join(metric, name))]),
  );
  const front = files.find((name) => name.startsWith('front_service'))!;
  const series = [
    ...seriesOf('front', rows(join(metric, front))),
    ...[...services].flatMap(([service, table]) => seriesOf(service, table)),
  ];
  const faults: Record<string, { inject_time: string; inject_pod: string; inject_type: string }[]> = JSON.parse(
    readFileSync(join(folder, day, 'fault_list.json'), 'utf8'),
  );
  const graph = graphOf(metric);
  const last = Math.max(
    ...Object.values(faults)
      .flat()
      .map(({ inject_time }) => at(inject_time)),
  );
  const normal = series.map((one) => ({ ...one, ...slice(one, last + quietAfter, Number.POSITIVE_INFINITY) }));
  return Object.values(faults)
    .flat()
    .map(({ inject_time, inject_pod, inject_type }, nth) => {
      const from = at(inject_time);
      const cut = series.map((one) => ({ ...one, ...slice(one, from - before, from + after) }));
      return {
        cell: `${shops[day.slice(0, 7)] ?? day}, ${code.has(inject_type) ? 'faults in code' : 'processor and network'}`,
        name: `${day}/${nth}`,
        root: serviceOf(inject_pod),
        firstRow: 0,
        question: {
          graph,
          metrics: cut,
          normal,
          target: { node: 'front', metric: latency },
          interval: { from, to: from + minute },
        },
      };
    });
}

/** These barely move any metric. */
const code = new Set(['return', 'exception']);

function graphOf(metric: string): Call[] {
  if (!existsSync(join(metric, 'dependency.csv'))) return [];
  const calls = rows(join(metric, 'dependency.csv'))
    // sidecars stand there with their addresses
    .filter(({ Target }) => !/^[\d.]+$/.test(Target!))
    .map(({ Source, Target }) => ({ caller: Source!, callee: Target! }));
  return [{ caller: 'front', callee: 'frontend' }, ...calls];
}

const serviceOf = (pod: string): string =>
  pod.replace(/_metric\.csv(\.gz)?$/, '').replace(/-[a-f0-9]+-[a-z0-9]{5}$/, '');

function slice({ at: times, values }: NodeSeries, from: number, to: number) {
  const kept = Array.from(times, (_, nth) => nth).filter((nth) => times[nth]! >= from && times[nth]! < to);
  return { at: kept.map((nth) => times[nth]!), values: kept.map((nth) => values[nth]!) };
}
