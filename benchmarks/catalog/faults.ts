/**
 * One document each with one fault, as text, with the line within it that the finding must name. `n` makes names differ.
 * A fault that spoils what follows it in its file stands in a file of its own.
 */
export interface Fault {
  code: string;
  text: string;
  /** Begins at 1. */
  line: number;
  alone?: true;
}

const head = (kind: string, name: string, version = 'waga/v1') =>
  `apiVersion: ${version}\nkind: ${kind}\nmetadata: {name: ${name}}\n`;
const component = (name: string, spec: string) => `${head('Component', name)}spec: ${spec}\n`;
const process = (n: number, change: (text: string) => string) =>
  change(`${head('Process', `p${n}`)}spec:
  timeZone: Europe/Warsaw
  steps: [started, completed]
  kpi: completed
  value: {perEvent: "10.00", currency: PLN}
  thresholds: {partial: "0.20", total: "0.40"}
`);
const edge = (name: string) => `{dependsOn: [{component: ${name}}]}`;
const entity = (kind: string, name: string, spec: string) =>
  `${head(kind, name, 'backstage.io/v1alpha1')}spec: ${spec}\n`;

/** Every kind of fault, each as a function of a number. */
export const faults: readonly ((n: number) => Fault)[] = [
  // the text
  (n) => ({ code: 'tab_indent', text: `${head('Component', `tab${n}`)}spec:\n\ttype: x\n`, line: 5 }),
  (n) => ({ code: 'duplicate_key', text: component(`dup${n}`, '\n  type: a\n  owner: user:b\n  type: c'), line: 7 }),
  () => ({ code: 'too_many_aliases', text: bomb(), line: 5 }),
  (n) => ({ code: 'bad_syntax', text: component(`alias${n}`, '\n  type: *nobody'), line: 5 }),
  (n) => ({ code: 'bad_syntax', text: component(`tag${n}`, '\n  type: !!set {a}'), line: 5 }),
  (n) => ({
    code: 'bad_syntax',
    text: component(`quote${n}`, '\n  owner: user:a\n  type: "never closed'),
    line: 7,
    alone: true,
  }),
  () => ({ code: 'too_large', text: '['.repeat(20_000), line: 1, alone: true }),
  (n) => ({ code: 'byte_order_mark', text: `\ufeff${head('Product', `bom${n}`)}spec: {}\n`, line: 1, alone: true }),
  () => ({ code: 'empty_file', text: '\n# nothing\n', line: 1, alone: true }),
  // what it is
  () => ({ code: 'not_a_document', text: '\njust words\n', line: 2 }),
  (n) => ({ code: 'unknown_api_version', text: `${head('Product', `v${n}`, 'waga/v9')}spec: {}\n`, line: 1 }),
  (n) => ({ code: 'unknown_kind', text: `${head('Componnent', `kind${n}`)}spec: {}\n`, line: 2 }),
  (n) => ({ code: 'not_read_yet', text: `${head('SLO', `later${n}`, 'openslo/v2')}spec: {}\n`, line: 1 }),
  (n) => ({ code: 'bad_name', text: component(`Upper_Case${n}`, '{}'), line: 3 }),
  (n) => ({
    code: 'duplicate_name',
    text: `${component(`twin${n}`, '{}')}---\n${component(`twin${n}`, '{}')}`,
    line: 8,
  }),
  // its fields
  (n) => ({ code: 'unknown_field', text: component(`typo${n}`, '\n  type: x\n  ownr: user:a'), line: 6 }),
  (n) => ({ code: 'missing_field', text: process(n, (text) => text.replace(/ {2}kpi.*\n/, '')), line: 4 }),
  (n) => ({ code: 'missing_field', text: `${head('Vendor', `vendor${n}`)}spec:\n  components: []\n`, line: 4 }),
  (n) => ({ code: 'wrong_type', text: component(`float${n}`, '\n  availability: 0.9995'), line: 5 }),
  (n) => ({
    code: 'wrong_type',
    text: component(`unit${n}`, '\n  dependsOn:\n    - component: base\n      mode: async\n      bufferMinutes: 30m'),
    line: 8,
  }),
  (n) => ({
    code: 'bad_decimal',
    text: component(`percent${n}`, '\n  dependsOn:\n    - {component: base, mode: soft, share: "6%"}'),
    line: 6,
  }),
  (n) => ({
    code: 'bad_duration',
    text: `${head('Source', `s${n}`)}spec:\n  type: otlp\n  silentAfter: 3 minutes\n`,
    line: 6,
  }),
  (n) => ({ code: 'bad_value', text: component(`level${n}`, '\n  level: higher'), line: 5 }),
  (n) => ({
    code: 'bad_value',
    text: component(`negative${n}`, '\n  dependsOn: [{component: base, mode: async, bufferMinutes: -5}]'),
    line: 5,
  }),
  (n) => ({
    code: 'bad_time',
    text: `${head('Campaign', `c${n}`)}spec:\n  factor: "2"\n  processes: [base]\n  from: 2026-11-02T00:00:00Z\n  to: 2026-11-01T00:00:00Z\n`,
    line: 8,
  }),
  (n) => ({
    code: 'bad_time_zone',
    text: process(n, (text) => text.replace('Europe/Warsaw', 'Europe/Warszawa')),
    line: 5,
  }),
  (n) => ({ code: 'bad_currency', text: process(n, (text) => text.replace('PLN', 'zł')), line: 8 }),
  (n) => ({ code: 'bad_decimal', text: process(n, (text) => text.replace('10.00', '10.001')), line: 8 }),
  (n) => ({ code: 'kpi_not_a_step', text: process(n, (text) => text.replace('kpi: completed', 'kpi: done')), line: 7 }),
  (n) => ({ code: 'repeated', text: process(n, (text) => text.replace('started,', 'started, started,')), line: 6 }),
  (n) => ({ code: 'thresholds_order', text: process(n, (text) => text.replace('0.40', '0.10')), line: 9 }),
  (n) => ({ code: 'threshold_unusual', text: process(n, (text) => text.replace('0.40', '0.90')), line: 9 }),
  // what it says of others
  (n) => ({
    code: 'unknown_reference',
    text: component(`lost${n}`, `\n  dependsOn:\n    - component: nowhere${n}`),
    line: 6,
  }),
  (n) => ({ code: 'unknown_reference', text: process(n, (text) => `${text}  product: nothing\n`), line: 10 }),
  (n) => ({
    code: 'dependency_cycle',
    text: `${component(`a${n}`, edge(`b${n}`))}---\n${component(`b${n}`, edge(`a${n}`))}`,
    line: 4,
  }),
  (n) => ({
    code: 'dependency_cycle',
    text: component(`self${n}`, `\n  dependsOn:\n    - component: self${n}`),
    line: 6,
  }),
  // other formats
  (n) => ({
    code: 'unknown_field',
    text: `${head('Service', `web${n}`, 'openslo/v1')}spec:\n  markdown: x\n`,
    line: 5,
  }),
  (n) => ({
    code: 'bad_value',
    text: `${head('AlertNotificationTarget', `t${n}`, 'openslo.com/v1')}spec: {target: ""}\n`,
    line: 4,
  }),
  (n) => ({ code: 'missing_field', text: entity('Resource', `r${n}`, '\n  type: database'), line: 4 }),
  (n) => ({ code: 'bad_name', text: entity('Resource', `no ${n}`, '{type: x, owner: base}'), line: 3 }),
  (n) => ({ code: 'unknown_reference', text: entity('Resource', `o${n}`, '\n  type: x\n  owner: nobody'), line: 6 }),
  (n) => ({
    code: 'target_not_read',
    text: entity('Location', `l${n}`, '\n  targets:\n    - ../../outside.yaml'),
    line: 6,
  }),
  (n) => ({ code: 'foreign_kind', text: entity('Template', `f${n}`, '{}'), line: 2 }),
];

/** Nine levels of nine references: a billion values in half a kilobyte. */
function bomb(): string {
  const levels = Array.from({ length: 9 }, (_, level) => {
    const below = level === 0 ? '"x"' : `*l${level - 1}`;
    return `l${level}: &l${level} [${Array(9).fill(below).join(', ')}]`;
  });
  return `${levels.join('\n')}\n`;
}
