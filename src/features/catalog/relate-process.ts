import { parseRatio, ratioAtLeast } from '../../maths/ratios.ts';
import { edgesIn } from './dependency.ts';
import { type Document, documentNamed, documentsOf } from './document.ts';
import type { Path, Problem } from './kind.ts';
import type { ProcessSpec } from './process.ts';
import { unknownReferences } from './references.ts';
import { shadowProblems } from './side-channel.ts';
import { pairsOf } from './thresholds.ts';
import { unknownOwners } from './unknown-owners.ts';

/** Where "total" usually lies: below, an ordinary bad hour pages; above, most of the business is gone before anyone is called. */
const usual = { low: { numerator: 1, denominator: 4 }, high: { numerator: 1, denominator: 2 } };

/** What a process says about other documents, and what is odd in it though not wrong. */
export function relateProcess(document: Document<ProcessSpec>, all: readonly Document[]): Problem[] {
  const { spec } = document;
  const named = (name: string | undefined, ...path: Path) => (name === undefined ? [] : [{ name, path }]);
  return [
    ...unknownReferences(all, 'Product', named(spec.product, 'spec', 'product')),
    ...unknownReferences(all, 'Calendar', named(spec.calendar, 'spec', 'calendar')),
    ...unknownReferences(
      all,
      'Component',
      edgesIn(spec.dependsOn).map(({ edge, path }) => ({
        name: edge.component,
        path: ['spec', 'dependsOn', ...path, 'component'],
      })),
    ),
    ...unknownOwners(all, spec.productManager, ['spec', 'productManager']),
    ...(spec.shadowThresholds === undefined
      ? []
      : shadowProblems(all, spec.shadowThresholds, ['spec', 'shadowThresholds'])),
    ...unknownActions(document, all),
    ...unusualThresholds(spec),
    ...withoutSource(document, all),
  ];
}

/** Switches belong to a later feature; all that is read here is of which type they are, and for which process. */
function unknownActions({ metadata, spec: { actions } }: Document<ProcessSpec>, all: readonly Document[]): Problem[] {
  return (['partial', 'total'] as const).flatMap((key): Problem[] => {
    const [type, name] = actions?.[key]?.split('/') ?? [];
    if (name === undefined) return [];
    const path = ['spec', 'actions', key];
    const found = documentNamed<{ type?: string; process?: string }>(all, 'Switch', name);
    if (found === undefined) return unknownReferences(all, 'Switch', [{ name, path }]);
    const wrong =
      found.spec.type !== type
        ? `the Switch ${name} is a ${found.spec.type}: expected ${found.spec.type}/${name}`
        : found.spec.process !== metadata.name
          ? `the Switch ${name} is one of the process ${found.spec.process}`
          : null;
    return wrong === null ? [] : [{ code: 'bad_value', severity: 'error', message: wrong, path }];
  });
}

function unusualThresholds(spec: ProcessSpec): Problem[] {
  return pairsOf(spec.thresholds).flatMap(({ pair, path }) => {
    const total = parseRatio(pair.total);
    if (total === null || path.at(-1) !== 'total') return [];
    const { numerator, denominator } = total;
    const inside =
      ratioAtLeast(numerator, denominator, usual.low) &&
      BigInt(numerator) * BigInt(usual.high.denominator) <= BigInt(usual.high.numerator) * BigInt(denominator);
    if (inside) return [];
    const message = `total is usually between 0.25 and 0.50, found ${pair.total}`;
    return [{ code: 'threshold_unusual', severity: 'warning', message, path: ['spec', 'thresholds', ...path] }];
  });
}

/** Sources belong to a later feature; all that is read here is whom they are bound to. */
function withoutSource(document: Document<ProcessSpec>, all: readonly Document[]): Problem[] {
  if (document.spec.value && 'perHour' in document.spec.value) return [];
  const bound = documentsOf<{ processes?: readonly string[] }>(all, 'Source').some(({ spec }) =>
    spec.processes?.includes(document.metadata.name),
  );
  if (bound) return [];
  const message = `no Source names the process ${document.metadata.name}: only events of the source "default" count, and nothing proves that a minute without them is zero`;
  return [{ code: 'no_source', severity: 'warning', message, path: ['metadata', 'name'], absence: true }];
}
