import { type Document, documentsOf } from '../../catalog/document.ts';
import type { MeasureSpec } from '../../signals/measure.ts';
import type { ContractScore, RiskFinding } from '../contract.ts';
import { type DerivedLevel, rankOf } from '../graph/reach.ts';
import type { Part } from '../graph/structure.ts';
import { riskFinding } from './risk-finding.ts';

/** With fewer, one that errs cannot be told from one that is right. */
const leastMeasures = 3;

interface Facts {
  part: Part;
  measures: number;
  derived: DerivedLevel | undefined;
}

/** One point of the contract: whether it is met, and what is to be said where it is not. */
interface Point {
  what: string;
  code: RiskFinding['code'];
  met(facts: Facts): boolean;
  why(facts: Facts): string;
  todo(facts: Facts): string;
}

const points: readonly Point[] = [
  {
    what: 'owner',
    code: 'missing_owner',
    met: ({ part }) => part.document.spec.owner !== undefined,
    why: () => 'has no owner, so nobody is called when it fails',
    todo: () => 'Give owner',
  },
  {
    what: 'level',
    code: 'missing_level',
    met: ({ part }) => part.document.spec.level !== undefined,
    why: ({ derived }) =>
      `declares no level, so its people never said how fast they bring it back${derived ? `; the process ${derived.process} makes it ${derived.level}` : ''}`,
    todo: ({ derived }) => (derived ? `Declare it ${derived.level}` : 'Give level'),
  },
  {
    what: 'health endpoint',
    code: 'missing_health_endpoint',
    met: ({ part }) => part.document.spec.health !== undefined,
    why: () => 'names no health endpoint, so nobody can ask it whether it is well',
    todo: () => 'Give health, a path or an address',
  },
  {
    what: 'measures',
    code: 'few_measures',
    met: ({ measures }) => measures >= leastMeasures,
    why: ({ measures }) =>
      `has ${measures === 0 ? 'no measure' : measures === 1 ? 'one measure' : `${measures} measures`}, so much that goes wrong with it is not seen`,
    todo: () => `Add Measures of it until there are ${leastMeasures}: of failures, of latency, of what fills up`,
  },
  {
    what: 'runbook',
    code: 'missing_runbook',
    met: ({ part }) => part.document.spec.runbook !== undefined,
    why: () => 'has no runbook, so whoever is called at night begins from nothing',
    todo: () => 'Write down what to do when it fails, and give its address as runbook',
  },
];

/** Whether a finding only says of a component what its score says already. */
export function isOfContract({ code, subjectKind }: Pick<RiskFinding, 'code' | 'subjectKind'>): boolean {
  return subjectKind === 'Component' && points.some((point) => point.code === code);
}

/**
 * How much of the service contract each component keeps (an owner, a level, a health endpoint, three measures, a runbook), in
 * the order given, and what is missing.
 */
export function contractScores(
  parts: Iterable<Part>,
  documents: readonly Document[],
  derived: ReadonlyMap<string, DerivedLevel>,
): ContractScore[] {
  return factsOf(parts, documents, derived).map((facts) => {
    const missing = points.filter((point) => !point.met(facts));
    return {
      component: facts.part.name,
      score: points.length - missing.length,
      of: points.length,
      met: points.filter((point) => !missing.includes(point)).map(({ what }) => what),
      missing: missing.map(({ what, why, todo }) => ({ what, why: why(facts), todo: todo(facts) })),
    };
  });
}

/**
 * The same as findings, of the components that some process reaches. Who has no owner is always warned of; the rest is a
 * warning with what is critical or important, declared or derived.
 */
export function contractFindings(
  parts: Iterable<Part>,
  documents: readonly Document[],
  derived: ReadonlyMap<string, DerivedLevel>,
  reached: ReadonlySet<string>,
): RiskFinding[] {
  return factsOf(parts, documents, derived)
    .filter(({ part }) => reached.has(part.name))
    .flatMap((facts) => {
      const levels = [facts.part.document.spec.level, facts.derived?.level].filter((level) => level !== undefined);
      const matters = levels.some((level) => rankOf(level) <= rankOf('important'));
      return points
        .filter((point) => !point.met(facts))
        .map(({ code, why, todo }) =>
          riskFinding(facts.part.document, {
            ...{ code, why: why(facts), todo: todo(facts) },
            severity: matters || code === 'missing_owner' ? 'warning' : 'info',
          }),
        );
    });
}

function factsOf(
  parts: Iterable<Part>,
  documents: readonly Document[],
  derived: ReadonlyMap<string, DerivedLevel>,
): Facts[] {
  const measures = new Map<string, number>();
  for (const { spec } of documentsOf<MeasureSpec>(documents, 'Measure')) {
    measures.set(spec.component, (measures.get(spec.component) ?? 0) + 1);
  }
  return [...parts].map((part) => ({
    part,
    measures: measures.get(part.name) ?? 0,
    derived: derived.get(part.name),
  }));
}
