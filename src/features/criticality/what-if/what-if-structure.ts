import { ProductError } from '../../../errors.ts';
import { didYouMean } from '../../catalog/suggestion.ts';
import type { Event, Structure } from '../graph/structure.ts';
import type { WhatIfChange, WhatIfKind } from './what-if-contract.ts';

const after: Record<WhatIfKind, (unavailability: number) => number> = {
  down: () => 1,
  replica: (q) => q * q,
  nine: (q) => q / 10,
  up: () => 0,
};

/** A change with what the component does by itself before and after it. */
export interface EventChange extends WhatIfChange {
  event: number;
  known: boolean;
  before: number;
  after: number;
}

/** The events that the changes are about. Throws bad_input for a component that the catalogue does not hold. */
export function eventChanges(structure: Structure, changes: readonly WhatIfChange[]): EventChange[] {
  return changes.map(({ component, change }) => {
    const part = structure.parts.get(component);
    const event = part && structure.events[part.own];
    if (event?.kind !== 'component') {
      const hint = didYouMean(component, [...structure.parts.keys()]);
      throw new ProductError('bad_input', `the catalogue has no component ${component}${hint}`);
    }
    const { probability, known } = event;
    return { component, change, event: part!.own, known, before: probability, after: after[change](probability) };
  });
}

/** The same structure with other probabilities of events. */
export function withProbabilities(structure: Structure, of: (event: Event, index: number) => number): Structure {
  return {
    ...structure,
    events: structure.events.map((event, index) => ({ ...event, probability: of(event, index) })),
  };
}
