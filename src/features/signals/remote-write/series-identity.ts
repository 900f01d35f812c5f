import { streamId } from '../otlp/cumulative.ts';
import { pointLabels } from '../otlp/point-labels.ts';
import { digest } from '../pseudonym.ts';
import { isRefusal, type Refusal, refuse } from '../refusal.ts';
import type { Label } from './write-request.ts';

const nameLabel = '__name__';
/** Series that Prometheus writes by itself about a scrape, also about one that failed: they prove nothing of the target. */
const automatic = /^(up|scrape_.*)$/;

/** Who a series is of, and under which name it is stored. */
export interface SeriesIdentity {
  name: string;
  job: string;
  automatic: boolean;
  /** All labels but the name, sorted. */
  sent: Label[];
  /** All labels, as sent: what one unbroken sequence of values belongs to. */
  stream: string;
  /** The id of that sequence, which has no start of its own in this protocol. */
  streamId: string;
  /** The target and the metric: what is sent together at each scrape. */
  heard: string;
  /** As stored: without the labels that say which copy of a program it was. */
  labels: Record<string, string>;
}

interface Found {
  dropLabels: readonly string[];
  identity: SeriesIdentity | Refusal;
}
/** Of lists of labels that come again with every scrape, as those of KnownLabels do. */
const found = new WeakMap<readonly Label[], Found>();

/** Reads the labels of a series, or says what is wrong with them. An empty value is the same as no label. */
export function identityOfSeries(sent: readonly Label[], dropLabels: readonly string[]): SeriesIdentity | Refusal {
  const before = found.get(sent);
  if (before?.dropLabels === dropLabels) return before.identity;
  const identity = readIdentity(sent, dropLabels);
  found.set(sent, { dropLabels, identity });
  return identity;
}

function readIdentity(sent: readonly Label[], dropLabels: readonly string[]): SeriesIdentity | Refusal {
  const all = new Map<string, string>();
  for (const [label, value] of sent) {
    if (label === '' || all.has(label)) return refuse('bad_labels', 'labels: expected each with a name, and once');
    if (value !== '') all.set(label, label === 'le' ? canonicalEdge(value) : value);
  }
  const name = all.get(nameLabel) ?? '';
  all.delete(nameLabel);
  const sorted = [...all].sort(([a], [b]) => (a < b ? -1 : 1));
  const labels = pointLabels(
    [],
    [],
    sorted.filter(([label]) => !dropLabels.includes(label)),
  );
  if (isRefusal(labels)) return labels;
  const job = all.get('job') ?? '';
  const stream = digest(JSON.stringify([name, sorted]));
  return {
    name,
    job,
    automatic: automatic.test(name),
    sent: sorted,
    stream,
    streamId: streamId(stream, 0n),
    heard: digest(JSON.stringify([job, all.get('instance') ?? '', name])),
    labels,
  };
}

/** `1`, `1.0` and `1e0` are one edge, whichever format a target was scraped in. */
export function canonicalEdge(text: string): string {
  const value = text === '' ? Number.NaN : Number(text.replace(/^\+?Inf$/, 'Infinity'));
  if (value === Infinity) return '+Inf';
  return Number.isNaN(value) ? text : String(value);
}
