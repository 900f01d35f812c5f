import { ProductError } from '../errors.ts';

/** Where each column of a file stands; `-1` where it is absent. */
export type Columns =
  | {
      kind: 'business';
      time: number;
      process: number;
      step: number;
      count: number;
      amount: number;
      currency: number;
      outcome: number;
      names: readonly string[];
    }
  | {
      kind: 'technical';
      time: number;
      metric: number;
      count: number;
      le: number;
      unit: number;
      labels: readonly { name: string; at: number }[];
      names: readonly string[];
    };

const business = ['time', 'process', 'step', 'count', 'amount', 'currency', 'outcome'];
const technical = ['time', 'metric', 'count', 'le', 'unit'];

/** Reads the header of a CSV file. Throws ProductError `bad_input` when it is neither of business nor of technical history. */
export function columnsOf(header: readonly string[], file: string): Columns {
  const names = header.map((name) => name.trim());
  const at = (name: string): number => names.indexOf(name);
  const kind = at('metric') >= 0 ? 'technical' : 'business';
  const required = kind === 'business' ? ['time', 'process', 'step', 'count'] : ['time', 'metric', 'count'];
  const missing = required.filter((name) => at(name) < 0);
  if (missing.length > 0) {
    throw headerError(
      file,
      names,
      `time,process,step,count[,amount,currency,outcome] or time,metric,count[,le][,unit][,labels…]`,
    );
  }
  const repeated = names.find((name, index) => name === '' || names.indexOf(name) !== index);
  if (repeated !== undefined) throw headerError(file, names, 'each column named, and once');
  if (kind === 'business') {
    if (names.some((name) => !business.includes(name))) throw headerError(file, names, `only ${business.join(',')}`);
    const [time, process, step, count, amount, currency, outcome] = business.map(at) as [
      number,
      number,
      number,
      number,
      number,
      number,
      number,
    ];
    return { kind, time, process, step, count, amount, currency, outcome, names };
  }
  const labels = names.map((name, index) => ({ name, at: index })).filter(({ name }) => !technical.includes(name));
  return {
    kind,
    time: at('time'),
    metric: at('metric'),
    count: at('count'),
    le: at('le'),
    unit: at('unit'),
    labels,
    names,
  };
}

function headerError(file: string, names: readonly string[], expected: string): ProductError {
  const found = names.join(',').slice(0, 200);
  return new ProductError('bad_input', `${file}: row 1: found the columns ${found || 'none'}, expected ${expected}`, {
    file,
    row: 1,
    found,
    expected,
  });
}
