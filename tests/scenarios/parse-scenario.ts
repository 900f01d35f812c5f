import { Temporal } from 'temporal-polyfill';
import { Level } from '../../src/features/catalog/fields.ts';

/** A period with a number: share lost, factor of traffic, or nothing for silence. */
export interface Span {
  from: number;
  to: number;
  value: number;
  /** Share or factor at the end where it changes in a straight line. */
  last: number;
}

export interface Expectation {
  at: number;
  line: number;
  words: Record<string, string>;
}

/** A probable root, as long as something names it. */
export interface Root {
  from: number;
  to: number;
  component: string;
  score: number;
}

/** A component whose requests are counted against an objective over a window; some share of them fails at times. */
export interface Counted {
  component: string;
  perMinute: number;
  atLeast: string;
  overMinutes: number;
  floor: number;
  mandatedBy: string | null;
  /** The side channel where its objective is tried out. */
  shadow: string | null;
  fails: Span[];
}

/** What is told about the process at a time, at most `tolerance` minutes off: `page P2 to user:anna`. */
export interface Telling {
  at: number;
  tolerance: number;
  line: number;
  words: string;
}

/** A timeline in words; times are epoch milliseconds. */
export interface Scenario {
  title: string;
  process: string;
  zone: string;
  rate: number;
  kind: 'exact' | 'flat' | 'daily';
  dispersion: number;
  seed: number;
  historyDays: number;
  start: number;
  end: number;
  perEvent: string;
  currency: string;
  lossLimit: string | undefined;
  partial: string;
  total: string;
  /** Thresholds that are tried out on the side channel `side`. */
  tried: { partial: string; total: string } | null;
  lose: Span[];
  traffic: Span[];
  campaigns: Span[];
  silent: Span[];
  held: { from: number; to: number; until: number }[];
  holidays: string[];
  restarts: number[];
  /** With a level incidents are followed too, and all that is told stands in `tells`. */
  level: Level | undefined;
  standsOn: string[];
  vendors: { name: string; components: string[] }[];
  roots: Root[];
  counted: Counted[];
  maintenances: { from: number; to: number; name: string; subject: string; mute: boolean }[];
  tells: Telling[];
  expectations: Expectation[];
}

/** The processes of a timeline: each `process` line begins one, with all its own lines. Throws as `parseScenario`. */
export function parseScenarios(text: string): Scenario[] {
  const lines = text.split('\n');
  const begins = lines.flatMap((line, index) => (line.startsWith('process ') ? [index] : []));
  // the lines of the others are left empty, so that a line keeps its number
  return begins.map((begin, nth) => {
    const end = begins[nth + 1] ?? lines.length;
    return parseScenario(lines.map((line, i) => (i < begins[0]! || (i >= begin && i < end) ? line : '')).join('\n'));
  });
}

/** Reads a scenario; throws with the line on anything it does not know. The words are explained in README.md beside it. */
export function parseScenario(text: string): Scenario {
  const s: Scenario = {
    title: '',
    process: 'payment',
    zone: 'UTC',
    rate: 120,
    kind: 'flat',
    dispersion: 1,
    seed: 1,
    historyDays: 35,
    start: 0,
    end: 0,
    perEvent: '150.00',
    currency: 'PLN',
    lossLimit: undefined,
    partial: '0.20',
    total: '0.40',
    tried: null,
    lose: [],
    traffic: [],
    campaigns: [],
    silent: [],
    held: [],
    holidays: [],
    restarts: [],
    level: undefined,
    standsOn: [],
    vendors: [],
    roots: [],
    counted: [],
    maintenances: [],
    tells: [],
    expectations: [],
  };
  let date = '';
  const time = (word: string): number => {
    if (/Z$|[+-]\d\d:\d\d$/.test(word)) return Temporal.Instant.from(word).epochMilliseconds;
    if (!date && !word.includes('T')) throw new Error(`${word} stands before the line run, which says the day`);
    const plain = word.includes('T') ? word : `${date}T${word}`;
    return Temporal.PlainDateTime.from(plain).toZonedDateTime(s.zone).epochMilliseconds;
  };
  const span = (words: string, value: number, last = value): Span => {
    const [from, to] = words.split('/');
    return { from: time(from ?? ''), to: time(to ?? ''), value, last };
  };
  text.split('\n').forEach((raw, index) => {
    const words = raw.replace(/#.*/, '').trim().split(/\s+/);
    const [head, a = '', b = '', c = '', d = ''] = words;
    if (!s.title && raw.startsWith('#')) s.title = raw.slice(1).trim();
    if (!head) return;
    if (head === 'process') [s.process, s.zone] = [a, c];
    else if (head === 'value') [s.perEvent, s.currency] = [a, b];
    else if (head === 'losslimit') s.lossLimit = a;
    else if (head === 'thresholds') [s.partial, s.total] = [a, b];
    else if (head === 'tries') s.tried = { partial: a, total: b };
    else if (head === 'load') {
      s.rate = Number.parseFloat(a);
      s.kind = b as Scenario['kind'];
      for (let i = 3; i < words.length; i += 2) {
        if (words[i] === 'dispersion') s.dispersion = Number(words[i + 1]);
        else if (words[i] === 'seed') s.seed = Number(words[i + 1]);
        else throw new Error(`line ${index + 1}: ${raw}`);
      }
    } else if (head === 'history') s.historyDays = Number(a);
    else if (head === 'run') {
      date = a.slice(0, 10);
      s.start = time(a);
      s.end = time(c);
    } else if (head === 'lose') s.lose.push(span(a, Number(b), c === 'to' ? Number(d) : Number(b)));
    else if (head === 'traffic') s.traffic.push(span(a, Number(b)));
    else if (head === 'campaign') s.campaigns.push(span(a, Number(b)));
    else if (head === 'silent') s.silent.push(span(a, 0));
    else if (head === 'held') s.held.push({ ...span(a, 0), until: time(c) });
    else if (head === 'holiday') s.holidays.push(a);
    else if (head === 'restart') s.restarts.push(time(a));
    else if (head === 'level') s.level = Level.parse(a);
    else if (head === 'standson') s.standsOn = words.slice(1);
    else if (head === 'vendor') s.vendors.push({ name: a, components: words.slice(2) });
    else if (head === 'root') s.roots.push({ ...span(a, 0), component: b, score: Number(c) });
    else if (head === 'requests') s.counted.push(countedOf(words));
    else if (head === 'maintenance') {
      const { from, to } = span(a, 0);
      s.maintenances.push({ from, to, name: b, subject: d, mute: words[5] === 'mute' });
    } else if (head === 'fails') {
      const named = s.counted.filter(({ component }) => component === a);
      if (named.length === 0) throw new Error(`line ${index + 1}: ${raw}`);
      for (const one of named) one.fails.push(span(b, Number(c)));
    } else if (head === 'tells') {
      const [when = '', tolerance = '0'] = a.split('±');
      s.tells.push({ at: time(when), tolerance: Number(tolerance), line: index + 1, words: words.slice(2).join(' ') });
    } else if (head === 'at' && b === 'expect')
      s.expectations.push({ at: time(a), line: index + 1, words: pairs(words.slice(3)) });
    else throw new Error(`line ${index + 1}: ${raw}`);
  });
  return s;
}

/** `requests payment-api 250/min atleast 0.999 over 60 floor 1000 mandated regulator`. */
function countedOf([, component = '', rate = '', ...rest]: string[]): Counted {
  const { atleast = '0.999', over = '5', floor = '20', mandated = null, shadow = null } = pairs(rest);
  const perMinute = Number.parseFloat(rate);
  const numbers = { perMinute, overMinutes: Number(over), floor: Number(floor) };
  return { component, atLeast: atleast, ...numbers, mandatedBy: mandated, shadow, fails: [] };
}

function pairs(words: string[]): Record<string, string> {
  const out: Record<string, string> = {};
  for (let i = 0; i < words.length; i += 2) out[words[i]!] = words[i + 1] ?? '';
  return out;
}
