import type { OverrunShare } from './structure.ts';

/**
 * The share of downtime that lies beyond a buffer, from the lengths of a component's past outages in minutes: of each only
 * what is longer than the buffer hurts. Null for components without an outage to learn from.
 */
export function overrunShareFrom(outageMinutes: ReadonlyMap<string, readonly number[]>): OverrunShare {
  return (component, bufferMinutes) => {
    const lengths = outageMinutes.get(component) ?? [];
    const whole = lengths.reduce((sum, minutes) => sum + minutes, 0);
    if (whole <= 0) return null;
    return lengths.reduce((sum, minutes) => sum + Math.max(0, minutes - bufferMinutes), 0) / whole;
  };
}
