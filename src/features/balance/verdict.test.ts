import { describe, expect, it } from 'vitest';
import type { Estimate } from '../../maths/estimate.ts';
import type { ImpactState } from '../impact/contract.ts';
import { tiltOf, verdictOf } from './verdict.ts';

const process = (state: ImpactState, components: string[], share: number | null = null) => ({
  impact: { state, impactShare: share === null ? null : ({ value: share } as Estimate) },
  components,
});
const health = (states: Record<string, 'ok' | 'alarm' | 'unknown' | 'unmeasured'>) =>
  Object.entries(states).map(([component, state]) => ({ component, state }));

describe('the verdict and the beam', () => {
  it.each([
    ['agree-calm', 0, [process('ok', ['api'])], health({ api: 'ok' })],
    [
      'noise',
      -0.5,
      [process('ok', ['api'])],
      health({ api: 'ok', batch: 'alarm', dark: 'unknown', none: 'unmeasured' }),
    ],
    ['agree-alarm', 0.875, [process('losing', ['api'], 0.875)], health({ api: 'alarm' })],
    ['blind-spot', 0.3, [process('losing', ['api'], 0.3)], health({ api: 'ok', batch: 'alarm' })],
    ['blind-spot', 0.3, [process('losing', ['api'], 0.3)], health({ api: 'unmeasured' })],
    // The heaviest of the losing speaks.
    [
      'agree-alarm',
      0.9,
      [process('losing', ['x'], 0.3), process('losing', ['api'], 0.9)],
      health({ api: 'alarm', x: 'ok' }),
    ],
    [
      'blind-spot',
      0.9,
      [process('losing', ['x'], 0.9), process('losing', ['api'], 0.3)],
      health({ api: 'alarm', x: 'ok' }),
    ],
    // Calm is never claimed unseen.
    ['unknown', 0, [process('unknown', ['api'])], health({ api: 'ok' })],
    ['unknown', 0, [process('unknown', ['api'])], health({ api: 'alarm' })],
    ['unknown', 0, [process('learning', ['api'])], health({ api: 'ok' })],
    ['unknown', 0, [process('ok', ['api'])], health({ api: 'unknown' })],
    ['unknown', 0, [], []],
    ['agree-calm', 0, [process('ok', ['api']), process('unknown', ['api'])], health({ api: 'ok', db: 'unknown' })],
    ['agree-alarm', 1, [process('losing', ['api'], 1.2)], health({ api: 'alarm' })],
    ['agree-alarm', 0, [process('losing', ['api'])], health({ api: 'alarm' })],
  ] as const)('%s, tilt %f', (verdict, tilt, processes, components) => {
    expect(verdictOf(processes, components)).toBe(verdict);
    expect(tiltOf(processes, components)).toBe(tilt);
  });
});
