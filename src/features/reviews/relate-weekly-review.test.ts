import { describe, expect, it } from 'vitest';
import { catalogKinds } from '../catalog/kinds.ts';
import { readFiles } from '../catalog/read-files.ts';
import { reviewKinds } from './kinds.ts';

const findings = (spec: string) =>
  readFiles(
    [{ path: 'c.yaml', text: `apiVersion: waga/v1\nkind: WeeklyReview\nmetadata: {name: all}\nspec: ${spec}\n` }],
    [...catalogKinds, ...reviewKinds],
  ).findings.map(({ code, severity, message }) => `${severity} ${code}: ${message}`);

describe('WeeklyReview', () => {
  it('knows the products, rotations and channels that it names', () => {
    expect(findings('{timeZone: Europe/Warsaw}')).toEqual([]);
    expect(findings('{timeZone: UTC, products: [pay], rotations: [pay], channels: [mail]}')).toEqual([
      'error unknown_reference: there is no Product named pay',
      'error unknown_reference: there is no Rotation named pay',
      'error unknown_reference: there is no Channel named mail',
    ]);
  });

  it('is led from a Monday on', () => {
    expect(findings('{timeZone: UTC, hosts: ["user:anna"], hostsSince: 2026-11-16}')).toEqual([]);
    const [tuesday] = findings('{timeZone: UTC, hosts: ["user:anna"], hostsSince: 2026-11-17}');
    expect(tuesday).toMatch(/^error bad_time: expected a Monday, found 2026-11-17/);
    const [nobody] = findings('{timeZone: UTC, hostsSince: 2026-11-16}');
    expect(nobody).toMatch(/^warning bad_value: nobody leads it/);
    expect(findings('{timeZone: UTC, hosts: ["user:anna"], hostsSince: 2026-02-30}')).toHaveLength(1);
  });
});
