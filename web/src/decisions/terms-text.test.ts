import { describe, expect, it } from 'vitest';
import { Thresholds } from '../../../src/features/catalog/thresholds.ts';
import { differenceText } from './difference-text.ts';
import { thresholdsOf, typedOf } from './thresholds-field.tsx';

describe('a difference in words', () => {
  it.each([
    ['level', null, 'critical', ['Level', 'not decided', 'Critical']],
    ['level', 'important', 'standard', ['Level', 'Important', 'Standard']],
    ['thresholds.partial', '0.2', '0.075', ['P2 from', '20%', '7.5%']],
    ['thresholds.weekend.total', null, '0.5', ['P1 from on a weekend', 'not set', '50%']],
  ])('%s from %s to %s', (field, before, after, words) => {
    const told = differenceText({ field, before, after });
    expect([told.field, told.before, told.after]).toEqual(words);
  });
});

describe('thresholds as they are typed', () => {
  it('come back as they were, and leave out the kinds of day that say nothing', () => {
    const given = { partial: '0.15', total: '0.3', weekend: { partial: '0.25' } };
    expect(thresholdsOf(typedOf(given))).toEqual(given);
    expect(thresholdsOf(typedOf(null))).toEqual({ partial: '0.2', total: '0.4' });
  });

  it('keep what is no percent, so that it is refused and shown', () => {
    const typed = { ...typedOf(null), holiday: { partial: 'half', total: '' } };
    expect(Thresholds.safeParse(thresholdsOf(typed)).success).toBe(false);
  });
});
