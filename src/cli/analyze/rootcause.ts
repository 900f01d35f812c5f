import { Command } from 'commander';
import { ProductError } from '../../errors.ts';
import type { NodeSeries, RootQuestion } from '../../features/unavailability/root/question.ts';
import { rootCandidates } from '../../features/unavailability/root/root-candidates.ts';
import { type EpochMs, toRfc3339 } from '../../maths/instants.ts';
import { instantOf } from '../import-row.ts';
import { printResult } from '../output.ts';
import { bad } from './options.ts';
import { readCalls, readNodeChanges, readNodeSeries } from './read-node-series.ts';
import { rootcauseText } from './rootcause-text.ts';

interface Options {
  graph: string;
  metrics: string;
  normal?: string;
  changes?: string;
  target: string;
  from: string;
  to: string;
  json?: boolean;
}

const example =
  'waga analyze rootcause --graph examples/rootcause/graph.csv --metrics examples/rootcause/metrics.csv \\\n    --target shop:latency_p90 --from 2026-11-20T18:00:00Z --to 2026-11-20T18:05:00Z';

/** `waga analyze rootcause`: who is the probable root, from a call graph and readings; exit 0 also when it abstains. */
export function rootcauseCommand(): Command {
  return new Command('rootcause')
    .description('who is the probable root of a trouble, from a call graph and the measures around its onset')
    .requiredOption('--graph <file>', 'who calls whom: CSV caller,callee')
    .requiredOption('--metrics <file>', 'readings: CSV time,node,metric,value, a row each, in any order; - reads stdin')
    .option('--normal <file>', 'readings of quiet times, alike; left out, what lies before --from is taken as usual')
    .option('--changes <file>', 'what was changed: CSV time,node,change; one just before counts for its node')
    .requiredOption('--target <node:metric>', 'where the trouble was seen')
    .requiredOption('--from <time>', 'the earliest that the onset may have been')
    .requiredOption('--to <time>', 'the latest')
    .option('--json', 'print one JSON document')
    .addHelpText('after', `\nExample:\n  ${example}`)
    .action(rootcause);
}

async function rootcause(options: Options): Promise<void> {
  const interval = { from: momentOption('--from', options.from), to: momentOption('--to', options.to) };
  if (interval.to < interval.from) throw bad('--to', options.to, `a time at or after --from (${options.from})`);
  const graph = await readCalls(options.graph);
  const metrics = await readNodeSeries(options.metrics);
  const normal = options.normal === undefined ? undefined : await readNodeSeries(options.normal);
  const changes = options.changes === undefined ? undefined : await readNodeChanges(options.changes);
  const target = targetOption(options.target, metrics);
  needRows(options, metrics, interval);
  if (normal === undefined) needUsual(options, metrics, interval.from);
  const question: RootQuestion = { graph, metrics, normal, target, interval, changes };
  const answer = rootCandidates(question);
  printResult(options.json, answer, () => rootcauseText(answer, target));
}

/** To the millisecond: an onset may be known better than to the minute. */
function momentOption(option: string, text: string): EpochMs {
  const at = instantOf(text);
  if (at === null) throw bad(option, text, 'a time such as 2026-11-20T18:00:00Z, or epoch seconds or milliseconds');
  return at;
}

/** Names may hold colons themselves, so the pair is looked for among those that were measured. */
function targetOption(text: string, metrics: readonly NodeSeries[]): RootQuestion['target'] {
  const found = metrics.find(({ node, metric }) => `${node}:${metric}` === text);
  if (found) return { node: found.node, metric: found.metric };
  const ofNode = metrics.filter(({ node }) => text.startsWith(`${node}:`) || text === node);
  const known = (ofNode.length > 0 ? ofNode : metrics).map(({ node, metric }) => `${node}:${metric}`).sort();
  const some = known.slice(0, 8).join(', ') + (known.length > 8 ? ', …' : '');
  throw bad('--target', text, `NODE:METRIC as in --metrics: ${some}`);
}

function needRows(
  { metrics: file }: Options,
  metrics: readonly NodeSeries[],
  { from, to }: RootQuestion['interval'],
): void {
  const latest = metrics.reduce((most, { at }) => Array.from(at).reduce((a, b) => Math.max(a, b), most), 0);
  if (latest >= from) return;
  const message = `${file}: the last reading is of ${toRfc3339(latest)}, expected some from --from (${toRfc3339(from)}) on to --to (${toRfc3339(to)}) and after`;
  throw new ProductError('bad_input', message, { file });
}

function needUsual({ metrics: file }: Options, metrics: readonly NodeSeries[], from: EpochMs): void {
  if (metrics.some(({ at }) => Array.from(at).some((one) => one < from))) return;
  const message = `${file}: no reading lies before --from (${toRfc3339(from)}), so nothing says what is usual; give --normal, or readings from before`;
  throw new ProductError('bad_input', message, { file });
}
