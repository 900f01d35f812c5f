import { describe, expect, it } from 'vitest';
import type { Document } from '../catalog/document.ts';
import type { ProcessSpec } from '../catalog/process.ts';
import type { Profile } from '../expectations/profile.ts';
import type { EventValue } from '../impact/event-value.ts';
import { worthOfProcess } from './process-worth.ts';

const process = (value?: object) =>
  ({ spec: { timeZone: 'Europe/Warsaw', value } }) as unknown as Document<ProcessSpec>;
const perEvent: EventValue = { kind: 'perEvent', currency: 'PLN', minor: 15_000 };
/** Only what is read: two events a minute from 9 to 10, at a level of one and a half. */
function profile(cycle: Profile['cycle']): Profile {
  const shape = Float64Array.from({ length: cycle === 'week' ? 1_008 : 144 }, (_, slot) =>
    Math.floor(slot / 6) === 9 ? 2 : 0,
  );
  return {
    cycle,
    shape,
    levels: [
      { slow: 1, fast: 0 },
      { slow: 1.5, fast: 7 },
    ],
  } as unknown as Profile;
}

describe('what an hour of a process is worth', () => {
  it('is what is expected in it times what an event is worth, at the lasting level', () => {
    const worth = worthOfProcess(process({ perEvent: '150.00', currency: 'PLN' }), profile('week'), perEvent)!;
    expect(worth.week[9]).toBe(2 * 60 * 1.5 * 15_000);
    expect(worth.week.filter((minor) => minor > 0)).toHaveLength(1);
    expect(worth).toMatchObject({ currency: 'PLN', timeZone: 'Europe/Warsaw' });
    expect(worth.average).toBeCloseTo(worth.week[9]! / 168, 6);
  });

  it('is the same every day where the history is too short for a week', () => {
    const { week } = worthOfProcess(process({ from: 'event', currency: 'PLN' }), profile('day'), perEvent)!;
    expect(week.filter((minor) => minor > 0)).toHaveLength(7);
    expect(week[24 * 6 + 9]).toBe(week[9]);
  });

  it('is what the catalogue says where it says so, with or without traffic', () => {
    const worth = worthOfProcess(process({ perHour: '1000.00', currency: 'PLN' }), null, null)!;
    expect(new Set(worth.week)).toEqual(new Set([100_000]));
    expect([worth.week.length, worth.average]).toEqual([168, 100_000]);
  });

  it('is not known without a value, an expectation, or both', () => {
    expect(worthOfProcess(process(), profile('week'), null)).toBeNull();
    expect(worthOfProcess(process({ from: 'event', currency: 'PLN' }), null, perEvent)).toBeNull();
    expect(worthOfProcess(process({ perHour: '1.001', currency: 'PLN' }), null, null)).toBeNull();
  });
});
