import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type FindingCode, findingCodes } from './finding.ts';
import { catalogKinds } from './kinds.ts';
import { readFiles } from './read-files.ts';

/** Documents to lean on; the source is known by its shape only, as its kind belongs to a later feature. */
const product = 'apiVersion: waga/v1\nkind: Product\nmetadata: {name: shop}\nspec: {}\n---\n';
const process = (spec: string) =>
  `apiVersion: waga/v1\nkind: Process\nmetadata: {name: pay}\nspec: {timeZone: UTC, steps: [a, b], kpi: b, thresholds: {partial: "0.2", total: "0.4"}${spec}}\n`;
const component = (name: string, spec = '{}') =>
  `apiVersion: waga/v1\nkind: Component\nmetadata: {name: ${name}}\nspec: ${spec}\n`;

const entity = (kind: string, spec: string) =>
  `apiVersion: backstage.io/v1alpha1\nkind: ${kind}\nmetadata: {name: a}\nspec: ${spec}\n`;

/** Told by kinds of later features only, or by the server; see fields.test.ts, relate-agreement.test.ts and alerts-api.test.ts. */
type Elsewhere = 'bad_duration' | 'tiers_order' | 'tier_above_target' | 'removed_without_retirement';

/** Each code with a text that brings it about, the line and the text there that it must point at, and words of its message. */
const samples: Record<
  Exclude<FindingCode, Elsewhere>,
  [text: string, line: number, pointsAt: string, words: string]
> = {
  bad_syntax: ['a: "x\nb: 2', 2, '', 'not YAML or JSON'],
  tab_indent: ['a:\n\tb: 1\n', 2, '\t', 'found a tab'],
  byte_order_mark: [`\ufeff${product}`, 1, 'apiVersion', 'without a byte order mark'],
  empty_file: ['# nothing but a comment\n', 1, '#', 'at least one document'],
  too_large: ['['.repeat(20_000), 1, '[', 'fewer levels'],
  too_many_aliases: [`${billionLaughs()}`, 5, '*l3', 'unfold to more than 50000 values'],
  duplicate_key: [`${component('a', '{level: standard, level: critical}')}`, 4, 'level: critical', 'level'],
  not_a_document: [`${product}just text`, 6, 'just', 'found "just text"'],
  unknown_api_version: [
    'apiVersion: waga/v2\nkind: Product\n',
    1,
    'waga/v2',
    'expected apiVersion waga/v1, found "waga/v2"',
  ],
  unknown_kind: ['apiVersion: waga/v1\nkind: Proces\n', 2, 'Proces', 'did you mean Process?'],
  not_read_yet: ['apiVersion: openslo/v2\nkind: SLO\n', 1, 'openslo/v2', 'openslo/v2 is not read'],
  foreign_kind: ['apiVersion: backstage.io/v1alpha1\nkind: Template\n', 2, 'Template', 'Template is nothing that'],
  bad_name: [component('Payment_API'), 3, 'Payment_API', 'found "Payment_API"'],
  duplicate_name: [`${product}${product}`, 8, 'shop', 'Product shop stands already at a.yaml:3'],
  missing_field: [
    'apiVersion: waga/v1\nkind: Calendar\nmetadata: {name: pl}\nspec: {timeZone: UTC}',
    4,
    'spec',
    'spec.holidays',
  ],
  unknown_field: [component('a', '{levle: critical}'), 4, 'levle', 'did you mean level?'],
  wrong_type: [component('a', '{availability: 0.9995}'), 4, '0.9995', 'write "0.9995" in quotes'],
  bad_value: [component('a', '{level: criticle}'), 4, 'criticle', 'did you mean critical?'],
  bad_decimal: [component('a', '{availability: "1.5"}'), 4, '"1.5"', 'between "0" and "1"'],
  bad_time: [
    'apiVersion: waga/v1\nkind: Campaign\nmetadata: {name: c}\nspec: {from: 2026-11-02T00:00:00Z, to: 2026-11-01T00:00:00Z, factor: "2", processes: [pay]}',
    4,
    '2026-11-01',
    'after from',
  ],
  bad_time_zone: [
    'apiVersion: waga/v1\nkind: Calendar\nmetadata: {name: pl}\nspec: {timeZone: Europe/Warszawa, holidays: {dates: []}}',
    4,
    'Europe/Warszawa',
    'found "Europe/Warszawa"; did you mean Europe/Warsaw?',
  ],
  bad_currency: [process(', value: {from: event, currency: pln}'), 4, 'pln', 'did you mean PLN?'],
  kpi_not_a_step: [process('').replace('kpi: b', 'kpi: c'), 4, 'c,', 'one of the steps: a, b'],
  repeated: [process('').replace('[a, b]', '[a, b, a]'), 4, 'a]', 'already'],
  thresholds_order: [process('').replace('"0.4"', '"0.2"'), 4, '"0.2"}', 'total above partial'],
  threshold_unusual: [process('').replace('"0.4"', '"0.9"'), 4, '"0.9"', 'between 0.25 and 0.50'],
  unknown_reference: [`${product}${process(', product: shpo')}`, 9, 'shpo', 'did you mean shop?'],
  dependency_cycle: [
    `${component('a', '{dependsOn: [{component: b}]}')}---\n${component('b', '{dependsOn: [{component: a}]}')}`,
    4,
    'b}',
    'a → b → a',
  ],
  no_source: [process(''), 3, 'pay', 'no Source names the process pay'],
  unused_component: [component('a'), 3, 'a}', 'nothing depends on'],
  unsupported_field: [entity('Domain', '{owner: team, type: x}'), 4, 'type: x', 'spec.type of Backstage is not used'],
  kept_only: [
    'apiVersion: openslo/v1\nkind: AlertNotificationTarget\nmetadata: {name: a}\nspec: {target: email}',
    2,
    'AlertNotificationTarget',
    'is kept as it is',
  ],
  unrelated: ['apiVersion: openslo/v1\nkind: Service\nmetadata: {name: web}\nspec: {}', 3, 'web', 'named web'],
  target_not_read: [entity('Location', '{target: ../b.yaml}'), 4, '../b.yaml', '../b.yaml is not among the files'],
  name_taken: [
    `${entity('Component', '{type: x, lifecycle: x, owner: t}')}---\n${entity('Resource', '{type: x, owner: t}')}`,
    8,
    'a}',
    'known to Waga as a.resource',
  ],
  entity_differs: [
    `${entity('Resource', '{type: x, owner: t}')}---\n${component('a', '{owner: user:b}')}`,
    4,
    't}',
    'the owner is group:t here and user:b in the Component of Waga',
  ],
  more_errors: [Array.from({ length: 501 }, () => 'apiVersion: x\n').join('---\n'), 999, 'x', 'stopped at 500 errors'],
};

describe('findings', () => {
  for (const [code, [text, line, pointsAt, words]] of Object.entries(samples)) {
    it(`${code} names the exact place`, () => {
      const { findings } = readFiles([{ path: 'a.yaml', text }], catalogKinds);
      const finding = findings.find((one) => one.code === code);
      expect(finding, JSON.stringify(findings)).toBeDefined();
      expect(finding?.line).toBe(line);
      const rest =
        text
          .replace('\ufeff', '')
          .split('\n')
          [line - 1]?.slice((finding?.column ?? 0) - 1) ?? '';
      expect(rest.startsWith(pointsAt), `points at "${rest}"`).toBe(true);
      expect(finding?.message).toContain(words);
    });
  }

  it('are all explained in docs/catalog.md, and nothing else is', () => {
    const page = readFileSync(new URL('../../../docs/catalog.md', import.meta.url), 'utf8');
    const table = page.slice(page.indexOf('## Findings'));
    const explained = [...table.matchAll(/^\| `([a-z_]+)` \|/gm)].map((match) => match[1]);
    expect(explained.toSorted()).toEqual([...findingCodes].toSorted());
  });
});

/** Nine levels of nine references: a billion values in half a kilobyte. */
function billionLaughs(): string {
  const levels = Array.from({ length: 9 }, (_, level) => {
    const below = level === 0 ? '"x"' : `*l${level - 1}`;
    return `l${level}: &l${level} [${Array(9).fill(below).join(', ')}]`;
  });
  return levels.join('\n');
}
