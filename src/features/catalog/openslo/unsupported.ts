import type { Document } from '../document.ts';
import type { Path, Problem } from '../kind.ts';
import { typeOfSource, type WrittenSource } from './measured-by.ts';

/**
 * Fields of OpenSLO that have no counterpart in Waga, each by the last keys of the way to it, and why. They are kept with their
 * document unless it says otherwise.
 */
const unsupported: readonly {
  keys: readonly string[];
  why: string;
  /** Where the holder of the field makes it one that is used. */
  unless?: (holder: unknown, all: readonly Document[]) => boolean;
}[] = [
  { keys: ['metadata', 'labels'], why: 'Waga does not select by labels' },
  {
    keys: ['metadata', 'annotations'],
    why: 'Waga reads only its own annotations, which begin with waga/',
    unless: onlyOurs,
  },
  { keys: ['spec', 'connectionDetails'], why: 'what it holds may be secret and is not kept; data come from a Source' },
  {
    keys: ['metricSource', 'spec'],
    why: 'its words are those of another system; a Measure says which series it is',
    unless: isRead,
  },
  { keys: ['ratioMetric', 'raw'], why: 'Waga counts good and all, and a ratio holds neither' },
  { keys: ['ratioMetric', 'rawType'], why: 'it belongs to raw' },
  { keys: ['objectives', 'compositeWeight'], why: 'Waga weighs components by what the business loses' },
  { keys: ['condition', 'alertAfter'], why: 'an alarm of Waga needs no waiting time, its windows say how long' },
  { keys: ['spec', 'alertWhenNoData'], why: 'what is unknown is shown as unknown' },
  { keys: ['spec', 'notificationTargets'], why: 'whom an alert reaches is decided by who is on duty' },
  { keys: ['spec', 'target'], why: 'whom an alert reaches is decided by who is on duty' },
];

/** One info for each such field in a document, at its key. */
export function unsupportedFields(
  document: { metadata: unknown; spec: unknown },
  all: readonly Document[] = [],
): Problem[] {
  const found: Problem[] = [];
  walk({ metadata: document.metadata, spec: document.spec }, [], found, all);
  return found;
}

/** A source in words of Waga, or of Prometheus, which are compared with those of the catalogue. */
function isRead(holder: unknown, all: readonly Document[]): boolean {
  const type = typeOfSource(all, { metricSource: holder } as WrittenSource);
  return type === 'waga' || type === 'prometheus';
}

/** Whether there is a note of the writer beside those for Waga. */
function onlyOurs(holder: unknown): boolean {
  return Object.keys((holder as { annotations?: object }).annotations ?? {}).every((name) => name.startsWith('waga/'));
}

function walk(value: unknown, path: Path, found: Problem[], all: readonly Document[]): void {
  if (typeof value !== 'object' || value === null) return;
  const listed = Array.isArray(value);
  for (const [key, inner] of Object.entries(value)) {
    const at = [...path, listed ? Number(key) : key];
    const words = at.filter((step) => typeof step === 'string');
    const rule = unsupported.find(({ keys }) => keys.every((one, back) => words.at(back - keys.length) === one));
    if (rule === undefined || listed) walk(inner, at, found, all);
    else if (inner !== null && rule.unless?.(value, all) !== true) found.push(told(rule, at));
  }
}

function told({ keys, why }: (typeof unsupported)[number], path: Path): Problem {
  const message = `${keys.join('.')} is not used: ${why}`;
  return { code: 'unsupported_field', severity: 'info', message, path, part: 'key' };
}
