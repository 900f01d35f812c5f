import type { Level } from '../catalog/fields.ts';
import type { CommonCauseCriticality, ComponentCriticality } from './contract.ts';
import type { DerivedLevel, Reach } from './graph/reach.ts';
import type { Structure } from './graph/structure.ts';
import { atStake, type ValuedRisk, worthOf } from './worth.ts';

/** A process with all that was worked out for it. */
export interface Judged extends ValuedRisk {
  name: string;
  level: Level | undefined;
  reach: Reach;
}

/** Every component of the catalogue, in its order. */
export function componentCriticality(
  structure: Structure,
  judged: readonly Judged[],
  derived: ReadonlyMap<string, DerivedLevel>,
): ComponentCriticality[] {
  return [...structure.parts.values()].map(({ name, own, document }) => {
    const over = judged.filter(({ reach }) => reach.components.has(name));
    const event = structure.events[own]!;
    return {
      name,
      declared: document.spec.level ?? null,
      derived: derived.get(name)?.level ?? null,
      unavailability: event.kind === 'component' && event.known ? event.probability : null,
      perProcess: Object.fromEntries(
        over.map(({ name: process, risk }) => [
          process,
          { ...risk.down.importance(own), valueAtRiskShare: risk.lost.gradient[own]! },
        ]),
      ),
      ...stakeOf(own, structure, over),
    };
  });
}

/** Every common cause, in the order of the catalogue. */
export function causeCriticality(structure: Structure, judged: readonly Judged[]): CommonCauseCriticality[] {
  return structure.events.flatMap((event, index) => {
    if (event.kind !== 'cause') return [];
    const components = [...structure.parts.values()].filter(({ causes }) => causes.includes(index));
    const over = judged.filter(({ reach }) => components.some(({ name }) => reach.components.has(name)));
    return {
      name: event.name,
      unavailability: event.probability,
      components: components.map(({ name }) => name),
      ...stakeOf(index, structure, over),
    };
  });
}

function stakeOf(event: number, structure: Structure, over: readonly Judged[]) {
  const [first, ...others] = atStake(event, structure.events, over).map(({ currency, perHour, nextNine }) => ({
    valueAtRiskPerHour: worthOf(perHour, currency),
    nextNinePerYear: worthOf(nextNine, currency),
  }));
  return {
    valueAtRiskPerHour: first?.valueAtRiskPerHour ?? null,
    nextNinePerYear: first?.nextNinePerYear ?? null,
    ...(others.length > 0 ? { otherCurrencies: others } : {}),
  };
}

/** Most money at risk first; what has none known stands last, in the order it came. */
export function byMoney<Shown extends Pick<ComponentCriticality, 'valueAtRiskPerHour'>>(
  shown: readonly Shown[],
): Shown[] {
  const money = ({ valueAtRiskPerHour }: Shown): number => valueAtRiskPerHour?.value ?? -1;
  return [...shown].sort((a, b) => money(b) - money(a));
}
