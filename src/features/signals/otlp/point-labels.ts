import { longestLabel } from '../event-attributes.ts';
import { type Refusal, refuse } from '../refusal.ts';
import { reservedLabel, reservedNames } from '../series-names.ts';
import type { Attributes } from './metrics-data.ts';

const mostLabels = 64;

/** The labels of a point: the chosen attributes of its resource, then its own (which win), without those that are ours. */
export function pointLabels(
  resource: Attributes,
  chosen: readonly string[],
  own: Attributes,
): Record<string, string> | Refusal {
  const labels = new Map(resource.filter(([name]) => chosen.includes(name)));
  for (const [name, value] of own) if (!name.startsWith(reservedLabel)) labels.set(name, value);
  if (labels.size > mostLabels) return refuse('too_many_labels', `attributes: expected at most ${mostLabels}`);
  for (const [name, value] of labels) {
    if (name.length > longestLabel || value.length > longestLabel) {
      return refuse('long_label', `attributes: expected names and values of at most ${longestLabel} characters`);
    }
  }
  return Object.fromEntries(labels);
}

/** Null where a metric may bear this name. */
export function nameProblem(name: string): Refusal | null {
  if (name === '') return refuse('no_name', 'name: expected the name of the metric');
  if (name.length > longestLabel) return refuse('long_label', `name: expected at most ${longestLabel} characters`);
  if (reservedNames.some((start) => name.startsWith(start))) {
    return refuse(
      'reserved_name',
      `name: names that begin with ${reservedNames.join(' or ')} belong to business events`,
    );
  }
  return null;
}
