/**
 * Lines of the OpenMetrics text format 1.0, by its grammar
 * (https://github.com/prometheus/OpenMetrics/blob/main/specification/OpenMetrics.md#abnf). Exemplars are checked and left out.
 */
export type Line =
  | { kind: 'sample'; series: string; name: string; labels: readonly Label[]; value: number; at: number | null }
  | { kind: 'type'; family: string; type: MetricType }
  | { kind: 'help' | 'unit' | 'eof' };

export type Label = readonly [name: string, value: string];

export const metricTypes = [
  'counter',
  'gauge',
  'histogram',
  'gaugehistogram',
  'stateset',
  'info',
  'summary',
  'unknown',
] as const;
export type MetricType = (typeof metricTypes)[number];

/** Where a line is wrong: the column from 1, and what the grammar has there. */
export interface LineProblem {
  column: number;
  expected: string;
}

const metricName = '[a-zA-Z_:][a-zA-Z0-9_:]*';
const label = '[a-zA-Z_][a-zA-Z0-9_]*="(?:[^"\\\\\\n]|\\\\[^\\n])*"';
const labels = `\\{(?:${label}(?:,${label})*)?\\}`;
const real = '[+-]?(?:[0-9]+(?:\\.[0-9]*)?|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?';
const sticky = {
  name: new RegExp(metricName, 'y'),
  labels: new RegExp(labels, 'y'),
  label: new RegExp(`(${label.slice(0, label.indexOf('='))})="((?:[^"\\\\\\n]|\\\\[^\\n])*)"`, 'g'),
  number: new RegExp(`${real}|[+-]?[iI][nN][fF](?:[iI][nN][iI][tT][yY])?|[nN][aA][nN]`, 'y'),
  timestamp: new RegExp(real, 'y'),
};
const described = new RegExp(`^# (TYPE|HELP|UNIT) (${metricName}) (.*)$`);

/** Reads one line without its end, or says what is wrong with it. Times are epoch milliseconds; null where there is none. */
export function parseLine(text: string): Line | LineProblem {
  return text.startsWith('#') ? parseDescription(text) : parseSample(text);
}

function parseDescription(text: string): Line | LineProblem {
  if (text === '# EOF') return { kind: 'eof' };
  const [, word, family = '', rest] = described.exec(text) ?? [];
  if (word === undefined)
    return { column: 1, expected: '# TYPE, # HELP or # UNIT, the name of a metric and what is said of it, or # EOF' };
  if (word === 'HELP' || word === 'UNIT') return { kind: word === 'HELP' ? 'help' : 'unit' };
  const type = metricTypes.find((one) => one === rest);
  const column = '# TYPE '.length + family.length + 2;
  return type === undefined ? { column, expected: metricTypes.join(', ') } : { kind: 'type', family, type };
}

function parseSample(text: string): Line | LineProblem {
  const cursor = new Cursor(text);
  const name = cursor.take(sticky.name);
  if (name === null) return cursor.problem('the name of a metric, or #');
  const braces = cursor.at('{') ? cursor.take(sticky.labels) : '';
  if (braces === null) return cursor.problem('labels such as {code="200",method="GET"}');
  const series = name + braces;
  if (!cursor.skip(' ')) return cursor.problem('one space and the value');
  const value = cursor.take(sticky.number);
  if (value === null) return cursor.problem('a number');
  let at: number | null = null;
  if (cursor.at(' ') && !cursor.at(' # ')) {
    cursor.skip(' ');
    const seconds = cursor.take(sticky.timestamp);
    if (seconds === null) return cursor.problem('a timestamp in seconds');
    at = Math.round(Number(seconds) * 1_000);
  }
  if (cursor.at(' # ')) {
    const problem = exemplarProblem(cursor);
    if (problem !== null) return problem;
  }
  if (!cursor.ended()) return cursor.problem('the end of the line');
  const all = labelsIn(braces);
  const repeated = all.find(([one], i) => all.findIndex(([other]) => other === one) !== i);
  if (repeated !== undefined) return { column: name.length + 1, expected: 'each label once' };
  return { kind: 'sample', series, name, labels: all, value: numberOf(value), at };
}

function exemplarProblem(cursor: Cursor): LineProblem | null {
  cursor.skip(' # ');
  if (cursor.take(sticky.labels) === null) return cursor.problem('the labels of an exemplar');
  if (!cursor.skip(' ') || cursor.take(sticky.number) === null) return cursor.problem('the value of an exemplar');
  if (cursor.skip(' ') && cursor.take(sticky.timestamp) === null) return cursor.problem('the time of an exemplar');
  return null;
}

function labelsIn(braces: string): Label[] {
  return [...braces.matchAll(sticky.label)].map(([, name = '', value = '']) => [name, unescaped(value)]);
}

/** `\n`, `\"` and `\\` stand for what they say; a backslash before anything else is itself. */
const unescaped = (text: string): string =>
  text.replace(/\\([n"\\])/g, (_whole, one: string) => (one === 'n' ? '\n' : one));

function numberOf(text: string): number {
  const word = text.toLowerCase();
  if (word === 'nan') return Number.NaN;
  if (word.includes('inf')) return word.startsWith('-') ? -Infinity : Infinity;
  return Number(text);
}

class Cursor {
  readonly #text: string;
  #at = 0;
  constructor(text: string) {
    this.#text = text;
  }
  take(pattern: RegExp): string | null {
    pattern.lastIndex = this.#at;
    const [found] = pattern.exec(this.#text) ?? [];
    if (found === undefined) return null;
    this.#at += found.length;
    return found;
  }
  at(words: string): boolean {
    return this.#text.startsWith(words, this.#at);
  }
  skip(words: string): boolean {
    if (!this.at(words)) return false;
    this.#at += words.length;
    return true;
  }
  ended(): boolean {
    return this.#at === this.#text.length;
  }
  problem(expected: string): LineProblem {
    return { column: this.#at + 1, expected };
  }
}
