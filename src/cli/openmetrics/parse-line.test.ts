import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Line, type LineProblem, metricTypes, parseLine } from './parse-line.ts';

const first = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_'.split('');
const later = [...first, ...'0123456789'];
const name = fc
  .tuple(fc.constantFrom(...first), fc.array(fc.constantFrom(...later), { maxLength: 8 }))
  .map(([a, rest]) => a + rest.join(''));
const escaped = (text: string): string => text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
const labels = fc.uniqueArray(fc.tuple(name, fc.string({ unit: 'grapheme' })), {
  maxLength: 4,
  selector: ([one]) => one,
});
const braces = (all: readonly (readonly [string, string])[]): string =>
  `{${all.map(([label, value]) => `${label}="${escaped(value)}"`).join(',')}}`;
const value = fc.oneof(
  fc.double({ noDefaultInfinity: true, noNaN: true }),
  fc.constantFrom(Infinity, -Infinity, Number.NaN),
);
const valueText = (one: number): string =>
  Number.isFinite(one) ? String(one) : one === Infinity ? '+Inf' : String(one).slice(0, 4);

describe('parseLine', () => {
  it('reads every sample that the grammar can write', () => {
    fc.assert(
      fc.property(name, labels, value, fc.option(fc.maxSafeInteger()), fc.boolean(), (metric, all, n, at, exemplar) => {
        const time = at === null ? '' : ` ${at / 1_000}`;
        const text = `${metric}${all.length === 0 ? '' : braces(all)} ${valueText(n)}${time}${exemplar ? ` # ${braces(all)} 1 2.5` : ''}`;
        const line = parseLine(text) as Extract<Line, { kind: 'sample' }>;
        expect(line).toMatchObject({ kind: 'sample', name: metric, labels: all, value: n });
        if (at === null) expect(line.at).toBeNull();
        else expect(Math.abs(line.at! - at)).toBeLessThanOrEqual(1);
      }),
      { seed: 5 },
    );
  });

  it('tells series apart by the text that names them', () => {
    const line = parseLine('a_total{b="c d",e="\\"} 5"} 7 1.5') as Extract<Line, { kind: 'sample' }>;
    expect(line).toMatchObject({ series: 'a_total{b="c d",e="\\"} 5"}', value: 7, at: 1_500 });
  });

  it('never throws and always says where, whatever the text', () => {
    const noise = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 60 }),
      fc
        .array(fc.constantFrom('a_total', '{', '}', '"', 'le=', '\\', ' ', '1', '.5', 'NaN', '# ', 'EOF', ','))
        .map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(noise, (text) => {
        const line = parseLine(text);
        if (!('expected' in line)) return;
        expect(line.column).toBeGreaterThanOrEqual(1);
        expect(line.column).toBeLessThanOrEqual(text.length + 1);
      }),
      { seed: 5, numRuns: 5_000 },
    );
  });

  it('reads what is said of metrics', () => {
    for (const type of metricTypes) expect(parseLine(`# TYPE a ${type}`)).toEqual({ kind: 'type', family: 'a', type });
    expect(parseLine('# HELP a How many.')).toEqual({ kind: 'help' });
    expect(parseLine('# HELP a ')).toEqual({ kind: 'help' });
    expect(parseLine('# UNIT a_seconds seconds')).toEqual({ kind: 'unit' });
    expect(parseLine('# EOF')).toEqual({ kind: 'eof' });
  });

  it.each([
    ['', 1, 'name of a metric'],
    ['# a comment', 1, '# TYPE'],
    ['# TYPE a untyped', 10, 'counter, gauge'],
    ['# HELP a', 1, '# HELP'],
    ['# eof', 1, '# EOF'],
    ['1a 5', 1, 'name of a metric'],
    ['a', 2, 'one space'],
    ['a  5', 3, 'a number'],
    ['a{b} 5', 2, 'labels such as'],
    ['a{b="c} 5', 2, 'labels such as'],
    ['a{b="c",} 5', 2, 'labels such as'],
    ['a{b="1",b="2"} 5', 2, 'each label once'],
    ['a five', 3, 'a number'],
    ['a 0x10', 4, 'the end'],
    ['a 5 soon', 5, 'a timestamp'],
    ['a 5 NaN', 5, 'a timestamp'],
    ['a 5 1 2', 6, 'the end'],
    ['a 5 1\r', 6, 'the end'],
    ['a 5 # {b="c"}', 14, 'value of an exemplar'],
    ['a 5 # 1', 7, 'labels of an exemplar'],
  ])('refuses %j at column %i', (text, column, expected) => {
    const problem = parseLine(text) as LineProblem;
    expect(problem.column).toBe(column);
    expect(problem.expected).toContain(expected);
  });
});
