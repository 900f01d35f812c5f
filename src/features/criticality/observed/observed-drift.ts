import type { Estimate } from '../../../maths/estimate.ts';
import { type Catalog, componentNamed, processNamed } from '../../catalog/catalog.ts';
import type { Edge } from '../../catalog/dependency.ts';
import type { RiskFinding } from '../contract.ts';
import { riskFinding } from '../findings/risk-finding.ts';
import { rankOf } from '../graph/reach.ts';
import type { SeenCoupling, SeenLoss } from './observed.ts';
import type { ObservedCoupling, ObservedLevel } from './observed-contract.ts';
import { shareRange, shareText } from './observed-text.ts';

/** What the graph says a process loses with a component down; null where that was not worked out. */
export type DerivedShare = (component: string, process: string) => number | null;

/** So far apart the two must lie at least; smaller differences change no decision. */
const clearly = 0.05;
/** One outage is an anecdote. */
const leastIncidents = 2;
/** A link stands out when less than one quiet day in twenty lost as much. */
const leastP = 0.05;
/** A component that takes half of the value decides whether the process is there. */
const half = 0.5;

/** Whether the loss stands out from quiet days and from nothing at all. */
export function isLinked({ lostShare, placeboP }: Pick<SeenLoss, 'lostShare' | 'placeboP'>): boolean {
  return lostShare !== null && lostShare.low > 0 && placeboP !== null && placeboP < leastP;
}

/** What was seen beside what is declared and derived. */
export function besideDeclared(seen: SeenCoupling, catalog: Catalog, derived: DerivedShare): ObservedCoupling {
  const { component, process, down, degraded, confoundedWith, confoundedMinutes } = seen;
  const declared = declaredEdge(catalog, component, process);
  const derivedShare = derived(component, process);
  return {
    component,
    process,
    ...lossOf(down),
    confoundedWith,
    confoundedMinutes,
    note: noteOf(seen),
    degraded: degraded && lossOf(degraded),
    declared,
    derivedShare,
    differs: drifts(down, derivedShare ?? declaredShare(declared)),
  };
}

function lossOf({ lagMinutes: _, ...loss }: SeenLoss) {
  return loss;
}

/** The edge on which the process itself names the component, outside groups; the hardest where it does so twice. */
function declaredEdge(catalog: Catalog, component: string, process: string): ObservedCoupling['declared'] {
  const edges = (processNamed(catalog, process)?.spec.dependsOn ?? []).filter(
    (one): one is Edge => 'component' in one && one.component === component,
  );
  const order = ['hard', 'soft', 'async'] as const;
  const [first] = edges
    .map((edge) => ({ mode: edge.mode ?? 'hard', share: edge.mode === 'soft' ? Number(edge.share) : null }))
    .sort((a, b) => order.indexOf(a.mode) - order.indexOf(b.mode) || (b.share ?? 0) - (a.share ?? 0));
  return first ?? null;
}

/** What an edge says is lost with the component down; an async one says nothing without the length of the outage. */
function declaredShare(declared: ObservedCoupling['declared']): number | null {
  if (declared === null || declared.mode === 'async') return null;
  return declared.mode === 'hard' ? 1 : declared.share;
}

/** Down for a part of the requests, a part of what the graph says is to be expected. */
function toExpect(share: number, { failedShare }: Pick<SeenLoss, 'failedShare'>): number {
  return share * (failedShare ?? 1);
}

function drifts(down: SeenLoss, share: number | null): boolean {
  const { lostShare, incidents } = down;
  if (lostShare === null || share === null || incidents < leastIncidents) return false;
  const expected = toExpect(share, down);
  if (lostShare.high + clearly < expected) return true;
  return lostShare.low - clearly > expected && isLinked(down);
}

/** The drift between what is declared or derived and what was seen, each with what to do. Order of the couplings. */
export function driftFindings(couplings: readonly ObservedCoupling[], catalog: Catalog): RiskFinding[] {
  return couplings.flatMap((coupling) => {
    const document = processNamed(catalog, coupling.process);
    if (!coupling.differs || coupling.lostShare === null || document === undefined) return [];
    const { component: other } = coupling;
    const said = {
      code: 'observed_differs',
      severity: 'warning',
      other,
      ...inWords(coupling, coupling.lostShare),
    } as const;
    return [riskFinding(document, said)];
  });
}

function inWords(coupling: ObservedCoupling, lost: Estimate): { why: string; todo: string } {
  const { component, declared, derivedShare, incidents, failedShare } = coupling;
  const said = declaredText(coupling);
  const failing =
    failedShare === null || failedShare > 0.98 ? '' : ` (${shareText(failedShare)} of its requests failed)`;
  const seen = `in ${incidents} outages of ${component}${failing} it lost ${shareRange(lost)} of what was expected`;
  const expected = derivedShare ?? declaredShare(declared) ?? 0;
  const more = lost.value > toExpect(expected, coupling);
  // what it would lose with every request failing
  const whole = Math.min(1, Math.max(0, lost.value) / (failedShare || 1));
  const soft = `soft with share "${whole.toFixed(2)}"`;
  const way = declared === null ? 'the dependency on the way to it' : 'it';
  if (more) return { why: `${said}, but ${seen}`, todo: `Declare ${way} ${whole >= half ? 'hard' : soft}` };
  const todo = `Declare ${way} ${soft}, or find out what carried the process meanwhile`;
  return { why: `${said}, but ${seen}`, todo };
}

function declaredText({ component, declared, derivedShare }: ObservedCoupling): string {
  const graph = derivedShare === null ? '' : `by the graph ${shareText(derivedShare)} goes with it`;
  if (declared === null) return `stands on ${component}, ${graph}`;
  const soft = declared.share === null ? '' : ` ${shareText(declared.share)}`;
  const shown = `declares ${component} ${declared.mode}${soft}`;
  return declared.mode === 'async' || derivedShare === null ? shown : `${shown}, ${graph}`;
}

/** The level that observed coupling alone gives each component; only such as were seen to take half of a process or more. */
export function observedLevels(couplings: readonly ObservedCoupling[], catalog: Catalog): ObservedLevel[] {
  const levels = new Map<string, ObservedLevel>();
  for (const { component, process, lostShare, placeboP, failedShare } of couplings) {
    const level = processNamed(catalog, process)?.spec.level;
    if (level === undefined || lostShare === null || !isLinked({ lostShare, placeboP })) continue;
    if (lostShare.value < half * (failedShare ?? 1)) continue;
    const before = levels.get(component);
    if (before === undefined || rankOf(level) < rankOf(before.level))
      levels.set(component, { component, level, process });
  }
  return [...levels.values()].filter(({ component }) => componentNamed(catalog, component) !== undefined);
}

function noteOf({ down, missing, confoundedWith, confoundedMinutes }: SeenCoupling): string {
  if (down.lostShare === null) return missing ?? '';
  const outages = down.incidents === 1 ? 'one outage' : `${down.incidents} outages`;
  const stands = isLinked(down)
    ? 'It stands out from the same minutes of quiet days.'
    : down.placeboP === null
      ? 'There are too few quiet days to compare with.'
      : 'Quiet days lose as much at times: no link found.';
  const left =
    confoundedMinutes === 0
      ? ''
      : ` ${confoundedMinutes} min are left out: ${confoundedWith.join(', ')} ${confoundedWith.length > 1 ? 'were' : 'was'} down too.`;
  return `Lost ${shareRange(down.lostShare)} in ${outages}, ${down.minutes} min. ${stands}${left}`;
}
