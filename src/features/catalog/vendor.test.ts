import { describe, expect, it } from 'vitest';
import { catalogKinds } from './kinds.ts';
import { readFiles } from './read-files.ts';
import { silenceBefore } from './vendor.ts';

const component = 'apiVersion: waga/v1\nkind: Component\nmetadata: {name: psp}\nspec: {}\n';
const findings = (spec: string) =>
  readFiles(
    [
      {
        path: 'v.yaml',
        text: `${component}---\napiVersion: waga/v1\nkind: Vendor\nmetadata: {name: payfast}\nspec: ${spec}\n`,
      },
    ],
    catalogKinds,
  )
    .findings.filter(({ code }) => code !== 'unused_component')
    .map(({ code, severity, message }) => `${severity} ${code} ${message}`);
const desk = 'contacts: [{name: Desk, phone: "+48 22 123 45 67"}]';

describe('a vendor', () => {
  it('is asked in steps of silence that go on by the last difference', () => {
    const minutes = (told: number[] | undefined, ...after: number[]) =>
      after.map((one) => silenceBefore(told === undefined ? {} : { silenceMinutes: told }, one) / 60_000);
    expect(minutes(undefined, 0, 1, 2, 3, 4)).toEqual([0, 15, 30, 45, 60]);
    expect(minutes([5, 25], 1, 2, 3, 4)).toEqual([5, 25, 45, 65]);
    expect(minutes([10], 1, 2, 3)).toEqual([10, 20, 30]);
  });

  it('names what there is, and tells of silence in rising minutes', () => {
    expect(findings(`{components: [psp], ${desk}, silenceMinutes: [10, 20]}`)).toEqual([]);
    expect(findings(`{components: [psp], ${desk}, silenceMinutes: [30, 15]}`)[0]).toMatch(/more than the 30 minutes/);
    expect(findings('{components: [psp], contacts: [{name: Desk, channel: desk}]}')).toEqual([
      'error unknown_reference there is no Channel named desk',
    ]);
    const page = (more: string) => `statusPage: {url: "https://status.example.com", ${more}}`;
    expect(findings(`{components: [psp], ${desk}, ${page('components: {API: pspx}')}}`).join()).toMatch(
      /no Component named pspx; did you mean psp/,
    );
    expect(findings(`{${desk}, ${page('components: {API: psp}')}}`).join()).toMatch(/psp is not among components/);
    expect(findings(`{${desk}, ${page('everyMinutes: 5')}}`)[0]).toMatch(/^warning .* matched to nothing/);
    expect(findings(`{components: [psp], ${desk}, calendar: {url: "https://a:b@example.com"}}`)[0]).toMatch(
      /without user or password/,
    );
  });
});
