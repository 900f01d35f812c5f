import type { Document } from '../catalog/document.ts';
import { Severity } from '../catalog/finding.ts';
import { byMoney, causeCriticality, componentCriticality, type Judged } from './component-criticality.ts';
import type { CriticalityAnswer, ProcessCriticality, RiskFinding } from './contract.ts';
import { contractFindings, contractScores } from './findings/contract-score.ts';
import { canKeep, percentText, type Target, targetsOf } from './findings/feasibility.ts';
import { cycleFindings, levelFindings } from './findings/graph-findings.ts';
import { missingFindings } from './findings/missing-findings.ts';
import { riskFinding } from './findings/risk-finding.ts';
import { type Effort, usualEffort } from './graph/compile.ts';
import { downProbability, effortsLike, processRisk } from './graph/process-risk.ts';
import { derivedLevels, reachOf } from './graph/reach.ts';
import { type OverrunShare, type Structure, structureOf } from './graph/structure.ts';
import { type HourlyValue, hourlyValue, worthOf } from './worth.ts';

const severities = Severity.options;

export interface CriticalityQuestion {
  documents: readonly Document[];
  /** What a process is worth an hour, in minor units; null where nobody knows. Left out: `value.perHour` of the process. */
  hourlyValue?: (process: string) => HourlyValue | null;
  /** From the lengths of past outages; left out nobody knows, and async dependencies give bounds. */
  overrunShare?: OverrunShare;
  /** Promises beside those that the measures of the catalogue make. */
  targets?: readonly Target[];
  effort?: Effort;
}

/**
 * What is critical and why: availability, expected loss and ways to fail of each process; level, importance and money at risk
 * of each component; what disagrees with what is declared. Exact as long as the graph allows, see `compile`; the documents
 * must be free of errors (`readFiles`).
 */
export function criticalityOf(question: CriticalityQuestion): CriticalityAnswer {
  const { documents, overrunShare } = question;
  const efforts = effortsLike(question.effort ?? usualEffort());
  const structure = structureOf(documents, overrunShare);
  const judged = structure.processes.map((standing): Judged => {
    const reach = reachOf(standing, structure);
    return {
      name: standing.name,
      level: standing.document.spec.level,
      reach,
      value: (question.hourlyValue ?? ((name) => ownValue(structure, name)))(standing.name),
      risk: processRisk(standing.dependsOn, reach, structure, efforts),
    };
  });
  const derived = derivedLevels(judged);
  const reached = new Set(judged.flatMap(({ reach }) => [...reach.components.keys()]));
  const valued = new Set(judged.filter(({ value }) => value !== null).map(({ name }) => name));
  const targets = [...targetsOf(documents), ...(question.targets ?? [])];
  return {
    processes: judged.map((one) => processCriticality(one, structure)),
    components: byMoney(componentCriticality(structure, judged, derived)),
    commonCauses: byMoney(causeCriticality(structure, judged)),
    contracts: contractScores(structure.parts.values(), documents, derived),
    findings: [
      ...levelFindings(structure, derived),
      ...infeasible(targets, structure, efforts.down),
      ...uncertain(judged, structure),
      ...cycleFindings(structure),
      ...missingFindings(documents, structure, reached, valued),
      ...contractFindings(structure.parts.values(), documents, derived, reached),
    ].sort((a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity)),
    notes: notesOf(judged, structure),
  };
}

/** The value per hour that the process itself gives, in minor units. */
export function ownValue(structure: Structure, name: string): HourlyValue | null {
  const value = structure.processes.find((one) => one.name === name)?.document.spec.value;
  return value && 'perHour' in value ? hourlyValue(value.perHour, value.currency) : null;
}

function processCriticality({ name, level, risk, value }: Judged, structure: Structure): ProcessCriticality {
  const { down, lost, cutSets } = risk;
  const [out, share] = [down.probability, lost.probability];
  const names = (set: readonly number[]): string[] => set.map((event) => eventName(structure, event)).sort();
  return {
    name,
    level: level ?? null,
    availability: 1 - out.value,
    unavailability: out.value,
    ...(out.low < out.high ? { unavailabilityBounds: { low: out.low, high: out.high } } : {}),
    valuePerHour: value && worthOf(value.minor, value.currency),
    expectedLossPerHour: value && worthOf(value.minor * share.value, value.currency),
    expectedLossShare: share.value,
    ...(share.low < share.high ? { expectedLossShareBounds: { low: share.low, high: share.high } } : {}),
    minimalCutSets: {
      count: cutSets === null ? null : cutSets.byOrder.reduce((sum, count) => sum + count, 0),
      byOrder: [...(cutSets?.byOrder ?? [])],
      smallest: (cutSets?.smallest ?? []).map(names),
    },
  };
}

/** Components by their name; common causes are told apart by a word that no name of a component can be. */
function eventName(structure: Structure, event: number): string {
  const found = structure.events[event]!;
  if (found.kind === 'component') return found.name;
  return found.kind === 'cause' ? `commonCause:${found.name}` : `outage of ${found.edge.component}`;
}

function infeasible(targets: readonly Target[], structure: Structure, effort: Effort): RiskFinding[] {
  return targets.flatMap(({ subject, kind, atLeast, document }) => {
    const standing =
      kind === 'Component'
        ? { dependsOn: [{ component: subject }] }
        : structure.processes.find((p) => p.name === subject);
    if (standing === undefined) return [];
    const unavailability = downProbability(standing.dependsOn, reachOf(standing, structure), structure, effort).low;
    if (canKeep(atLeast, unavailability)) return [];
    const carried = percentText(1 - unavailability, unavailability);
    const why = `promises ${atLeast} for ${subject}, which with what it cannot do without is up ${carried} at most`;
    const todo = 'Lower the objective, or make a dependency soft or redundant';
    return [riskFinding(document, { code: 'infeasible_objective', severity: 'error', why, todo, other: subject })];
  });
}

function uncertain(judged: readonly Judged[], structure: Structure): RiskFinding[] {
  return judged.flatMap(({ name, risk, reach }) => {
    const { low, high } = risk.lost.probability;
    if (low >= high && risk.down.probability.low >= risk.down.probability.high) return [];
    const { document } = structure.processes.find((one) => one.name === name)!;
    const range = `between ${percentText(1 - low, low)} and ${percentText(1 - high, high)} of its value is delivered`;
    const unknown = [...reach.edges].filter((edge) => structure.unknownOverruns.has(edge));
    if (unknown.length === 0) {
      const why = `stands on a graph too large to be exact: ${range}`;
      const todo = 'Look for a group whose members share much, and let one component stand for what they share';
      return [riskFinding(document, { code: 'not_exact', severity: 'warning', why, todo })];
    }
    const names = [...new Set(unknown.map(({ component }) => component))].join(', ');
    const why = `has buffers for ${names}, and how long outages of them last is not known: ${range}`;
    const todo = 'Give past outages with --outages, or let them be measured';
    return [riskFinding(document, { code: 'unknown_outage_lengths', severity: 'warning', why, todo })];
  });
}

function notesOf(judged: readonly Judged[], structure: Structure): string[] {
  const notes = [
    'Failures are taken as independent, apart from what is declared: shared components and common causes.',
  ];
  const currencies = new Set(judged.flatMap(({ value }) => value?.currency ?? []));
  if (currencies.size > 1) {
    notes.push(
      `Amounts in ${[...currencies].join(', ')} are never added; components stand by money in the first they have.`,
    );
  }
  if (structure.unknownOverruns.size > 0) {
    notes.push(
      'Buffers of async dependencies are taken to outlast every outage; the bounds say what it is if they do not.',
    );
  }
  return notes;
}
