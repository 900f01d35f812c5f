import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import type { NodeSeries } from '../../src/features/unavailability/root/question.ts';
import { second } from '../../src/maths/instants.ts';
import type { Labelled } from './labelled.ts';

function seriesOf(file: string): NodeSeries[] {
  const table: Record<string, string>[] = parse(gunzipSync(readFileSync(file)), { columns: true });
  const at = table.map(({ time }) => Number(time) * second);
  const names = Object.keys(table[0] ?? {}).filter((name) => name !== 'time' && !/_lat_(50|99)$/.test(name));
  return names.map((name) => {
    const [service = '', metric = ''] = name.split(/_(.*)/);
    // a database counts as its service, as in the published table
    const node = service.replace(/-db$/, '');
    return {
      node,
      metric: node === service ? metric : `db_${metric}`,
      at,
      // memory in megabytes, as in the published run: the robust scorer divides by 1 where nothing moved
      values: table.map((row) => (row[name] ? Number(row[name]) / (metric === 'mem' ? 1e6 : 1) : Number.NaN)),
    };
  });
}

/**
 * Fifty faults, one sample a second, without a call graph or a target: those of the front end stand in. Late by `lateMs`, the first
 * seconds of the fault are taken for usual.
 */
export function sockshop(folder: string, lateMs: number): Labelled[] {
  const faults = readdirSync(folder).filter((name) => /-(cpu|mem)$/.test(name));
  return faults.sort().flatMap((fault) =>
    readdirSync(join(folder, fault))
      .sort()
      .map((nth) => {
        const [, root = '', kind = ''] = /^(.*)-(cpu|mem)$/.exec(fault) ?? [];
        const usual = seriesOf(join(folder, fault, nth, 'normal.csv.gz'));
        const ill = seriesOf(join(folder, fault, nth, 'anomalous.csv.gz'));
        const onset = Math.min(...ill.map(({ at }) => at[0]!)) + lateMs;
        return {
          cell: `${kind}, onset ${lateMs === 0 ? 'exact' : `${lateMs / second} s late`}`,
          name: `${fault}/${nth}`,
          root,
          firstRow: 0,
          question: {
            graph: [],
            metrics: [...usual, ...ill],
            target: { node: 'front-end', metric: 'cpu' },
            interval: { from: onset, to: onset },
          },
        };
      }),
  );
}
