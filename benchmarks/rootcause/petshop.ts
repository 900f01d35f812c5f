import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import type { Call, NodeSeries, RootQuestion } from '../../src/features/unavailability/root/question.ts';
import type { Labelled } from './labelled.ts';

const table = (file: string): string[][] => parse(readFileSync(file), { relax_column_count: true });

/** Rows call columns where the cell is 1. */
function graphOf(file: string): Call[] {
  const [head = [], ...rows] = table(file);
  return rows.flatMap(([caller = '', ...cells]) =>
    cells.flatMap((cell, nth) => (Number(cell) > 0 ? [{ caller, callee: head[nth + 1]! }] : [])),
  );
}

/** Every metric and statistic of every node, as `latency_Average`; three rows of header, an empty cell is unknown. */
function seriesOf(file: string): NodeSeries[] {
  const [nodes = [], metrics = [], statistics = [], , ...rows] = table(file);
  const at = rows.map(([time]) => Number(time) * 1_000);
  return nodes.slice(1).map((node, nth) => ({
    node,
    metric: `${metrics[nth + 1]}_${statistics[nth + 1]}`,
    at,
    values: rows.map((row) => (row[nth + 1] ? Number(row[nth + 1]) : Number.NaN)),
  }));
}

const fromThird = 2;

/** The issues of the two scenarios whose quiet times are there, and those quiet times by scenario. */
export function petshop(folder: string): { incidents: Labelled[]; quiet: Quiet[] } {
  const incidents: Labelled[] = [];
  const quiet: Quiet[] = [];
  for (const scenario of ['low_traffic', 'high_traffic']) {
    const root = join(folder, 'dataset', scenario);
    const graph = graphOf(join(root, 'graph.csv'));
    const normal = seriesOf(join(root, 'noissue/metrics.csv'));
    quiet.push({ scenario, graph, normal });
    for (const part of ['train', 'test'].filter((one) => existsSync(join(root, one)))) {
      for (const name of readdirSync(join(root, part)).sort()) {
        const issue = join(root, part, name);
        if (!existsSync(join(issue, 'target.json'))) continue;
        const { target, root_cause } = JSON.parse(readFileSync(join(issue, 'target.json'), 'utf8'));
        const metrics = seriesOf(join(issue, 'metrics.csv'));
        const times = metrics.flatMap(({ at }) => Array.from(at));
        incidents.push({
          cell: `${scenario.replace('_traffic', '')} ${target.metric}`,
          name: `${scenario}/${name}`,
          root: root_cause.node,
          firstRow: fromThird,
          question: {
            graph,
            metrics,
            normal,
            target: { node: target.node, metric: `${target.metric}_${target.agg}` },
            interval: { from: Math.min(...times), to: Math.max(...times) },
          },
        });
      }
    }
  }
  return { incidents, quiet };
}

export interface Quiet {
  scenario: string;
  graph: Call[];
  normal: NodeSeries[];
}

/** Quiet windows of five rows, one after the other, each asked about with all the other quiet rows as the usual. */
export function* quietQuestions({ graph, normal }: Quiet, metric: string, every: number): Generator<RootQuestion> {
  const rows = normal[0]!.at.length;
  for (let from = 0; from + 5 <= rows; from += 5 * every) {
    const cut = (keep: (row: number) => boolean) =>
      normal.map(({ node, metric: name, at, values }) => ({
        node,
        metric: name,
        at: Array.from(at).filter((_, row) => keep(row)),
        values: Array.from(values).filter((_, row) => keep(row)),
      }));
    const inside = (row: number): boolean => row >= from && row < from + 5;
    const at = normal[0]!.at;
    yield {
      graph,
      metrics: cut(inside),
      normal: cut((row) => !inside(row)),
      target: { node: 'PetSite', metric },
      interval: { from: at[from]!, to: at[from + 4]! },
    };
  }
}
