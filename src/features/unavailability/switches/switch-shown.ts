import { type EpochMs, toRfc3339 } from '../../../maths/instants.ts';
import type { Who } from '../../access/who.ts';
import { type Catalog, type Document, displayName, processNamed } from '../../catalog/catalog.ts';
import type { BreakerNow } from './breaker.ts';
import { percentOf } from './command.ts';
import type { KeptSwitch, ReadSwitch } from './kept-switch.ts';
import type { SwitchSpec } from './switch.ts';
import type { BreakerShown, SwitchReason, SwitchShown, SwitchState } from './switch-contract.ts';

/** What a switch is shown with. */
export interface SwitchShowing {
  catalog: Catalog;
  who: Pick<Who, 'id' | 'kind' | 'rights'> | null;
  isShown(process: string): boolean;
}

export function switchShown(
  document: Document<SwitchSpec>,
  { kept, revision }: ReadSwitch,
  breaker: BreakerNow | undefined,
  showing: SwitchShowing,
): SwitchShown {
  const { metadata, spec } = document;
  const { catalog, who, isShown } = showing;
  const process = processNamed(catalog, spec.process);
  const { telling, asked } = kept;
  return {
    ...{ name: metadata.name, displayName: displayName(document), type: spec.type, process: spec.process },
    processName: process ? displayName(process) : spec.process,
    ...{ product: process?.spec.product ?? null, part: spec.part ?? null, vendor: spec.vendor ?? null },
    carriedOutBy: spec.carriedOut.by,
    how: spec.carriedOut.by === 'person' ? spec.carriedOut.how : null,
    ...{ twoPeople: spec.twoPeople, position: kept.position, share: kept.share, state: stateOf(kept) },
    ...{ since: timeOf(kept.since), by: kept.by, why: reasonShown(kept.why, isShown(spec.process)) },
    asked: asked && {
      ...{ position: asked.position, by: asked.by, mine: asked.byId === who?.id, at: toRfc3339(asked.at) },
      reason: asked.why.reason,
    },
    checks: kept.checks.map(({ by, what, at, agrees, says }) => ({ by, what, at: timeOf(at), agrees, says })),
    telling:
      telling === null || telling.toldAt !== null
        ? null
        : {
            ...{ tries: telling.tries, failedAt: timeOf(telling.failedAt), reason: telling.reason },
            nextAt: toRfc3339(telling.nextAt),
          },
    customersSee: customersSee(spec, kept),
    breaker: breakerShown(spec, kept, breaker, catalog),
    offeredFor: (['partial', 'total'] as const).filter(
      (loss) => process?.spec.actions?.[loss] === `${spec.type}/${metadata.name}`,
    ),
    revision,
    may: mayOf(spec, kept, who),
  };
}

const timeOf = (at: EpochMs | null): string | null => (at === null ? null : toRfc3339(at));

export function stateOf({ asked, telling, checked }: KeptSwitch): SwitchState {
  if (asked !== null) return 'asked';
  if (telling !== null && telling.toldAt === null) return 'sending';
  return checked === 'waiting' ? 'sent' : checked;
}

/** Why, without the amounts of its forecasts where they are not shown. */
export function reasonShown(why: SwitchReason | null, isShown: boolean): SwitchReason | null {
  if (why === null || why.forecast === null || isShown) return why;
  return { ...why, forecast: { ...why.forecast, leave: null, banner: null, switchOff: null } };
}

function customersSee({ type, customersSee: see }: SwitchSpec, { position, share }: KeptSwitch): string {
  const on = see.on ?? (type === 'banner' ? 'No banner.' : 'Everything as usual.');
  if (position === 'on') return on;
  if (position === 'off') return see.off;
  return `${percentOf(share ?? '0')} of customers: ${on} The others: ${see.off}`;
}

const breakerStates = { on: 'closed', off: 'open', half: 'half-open' } as const;

function breakerShown(
  { breaker }: SwitchSpec,
  { position, share, since }: KeptSwitch,
  now: BreakerNow | undefined,
  { appliedAt }: Catalog,
): BreakerShown | null {
  if (breaker === undefined) return null;
  const { next = null, missing = null } = now ?? {};
  return {
    ...{ state: breakerStates[position], policy: breaker.policy, share, since: toRfc3339(since ?? appliedAt) },
    next: next && { ...next, at: toRfc3339(next.at) },
    missing,
  };
}

/** What who asks may do with it now. */
export function mayOf(
  spec: SwitchSpec,
  { position, asked }: KeptSwitch,
  who: SwitchShowing['who'],
): SwitchShown['may'] {
  if (!who?.rights.has('switch')) return [];
  const check = spec.verify.length > 0 ? (['check'] as const) : [];
  if (asked !== null) {
    const agrees = who.kind === 'person' && asked.byId !== who.id;
    return [...(agrees ? (['agree'] as const) : []), 'decline', ...check];
  }
  const to = (['off', 'on', 'half'] as const).filter(
    (one) => (one !== position || one === 'half') && (one !== 'half' || spec.type === 'switch'),
  );
  return [...to, ...check];
}

const order: readonly ((one: SwitchShown) => boolean)[] = [
  ({ state }) => state === 'not-verified' || state === 'sending',
  ({ position }) => position !== 'on',
  ({ state }) => state === 'asked',
  () => true,
];

/** What needs a look first: not verified, then off, then asked for; else by process and name. */
export function sorted(switches: readonly SwitchShown[]): SwitchShown[] {
  const rank = (one: SwitchShown): number => order.findIndex((is) => is(one));
  const name = ({ processName, displayName: own }: SwitchShown): string => `${processName}\n${own}`;
  return switches.toSorted((a, b) => rank(a) - rank(b) || (name(a) < name(b) ? -1 : 1));
}
