import { expect, it } from 'vitest';
import { thresholdsFixture } from '../../fixtures/thresholds.ts';
import { asShare, badRequests, evidenceText, noLinkText, shownLosses } from './threshold-words.ts';

const { pairs } = thresholdsFixture('calm', 0, 'payment')!;
const linked = pairs.find(({ state }) => state === 'link')!;

it('a reading in percent is shown as a share', () => {
  expect(asShare(linked.knee!)).toMatchObject({ unit: 'share', value: linked.knee!.value / 100 });
});

it('names the requests that are bad', () => {
  expect(badRequests({ bad: 'failed' })).toBe('failed requests');
  expect(badRequests({ bad: 'slower than 300ms' })).toBe('requests slower than 300ms');
});

it('shows a few of the losses, the first and the last among them', () => {
  const losses = Array.from({ length: 9 }, (_, x) => ({ ...linked.lossPerHour[0]!, x }));
  expect(shownLosses(losses).map(({ x }) => x)).toEqual([0, 3, 5, 8]);
  expect(shownLosses(losses.slice(0, 2)).map(({ x }) => x)).toEqual([0, 1]);
});

it('says what a link rests on', () => {
  expect(evidenceText({ ...linked, minutesOfEvidence: 310, grade: 'incidents', pNoLink: 0.02, lagMinutes: 0 })).toBe(
    'Seen in 310 minutes beyond it, in separate incidents; by chance alone: 2.0%.',
  );
  expect(evidenceText({ ...linked, minutesOfEvidence: 1, grade: 'observed', pNoLink: null, lagMinutes: 2 })).toBe(
    'Seen in 1 minute beyond it, side by side only, another cause may move both; the result answers 2 minutes later.',
  );
});

it('says why there is no link', () => {
  const text = (state: 'no_link' | 'too_little' | 'waiting') =>
    noLinkText({ ...linked, state, notes: ['Too short.'], minutesOfEvidence: 120, pNoLink: 0.4 });
  expect(text('no_link')).toBe(
    'no link found: high for 120 min, and no loss stood out (other days look as bad in 40.0%)',
  );
  expect(text('too_little')).toBe('Too short.');
  expect(text('waiting')).toBe('not looked at yet');
});
