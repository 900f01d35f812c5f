import { toRfc3339 } from '../../../maths/instants.ts';
import { moneyText } from '../../../maths/money.ts';
import type { Fraction } from '../../../maths/ratios.ts';
import { csvRow } from '../../access/csv-text.ts';
import type { Report } from '../report-contract.ts';
import type { Block, Language, Value } from './document.ts';
import { fractionText } from './fraction-text.ts';
import { reportDocument } from './report-document.ts';
import { type Reading, showValue } from './show-value.ts';

/** The same in every language; `shown` alone is what people read. */
const header = 'section,item,figure,value,low,high,unit,numerator,denominator,shown\r\n';

/**
 * The report as one flat table, a row a figure: RFC 4180 in UTF-8 with a header. Values are plain (decimal point, RFC 3339, major
 * units of money); a share has its exact fraction beside it, and two rows, low and high, where it is a bound. Text that a
 * spreadsheet would run begins with a single quote.
 */
export function reportCsv(report: Report, language: Language): string {
  const { sections, timeZone } = reportDocument(report, language);
  const blocks = sections.flatMap((section) => section.blocks);
  return [header, ...blocks.flatMap((block) => blockRows(block, { language, timeZone }))].join('');
}

function blockRows(block: Block, reading: Reading): string[] {
  switch (block.kind) {
    case 'table':
      return block.rows.flatMap((cells, index) => {
        const item = block.rowKeys?.[index] ?? `${index + 1} ${showValue(cells[0]!, reading)}`;
        return block.columns.flatMap(({ key, only }, at) =>
          only === 'page' ? [] : figureRows(block.id, item, key, cells[at]!, reading),
        );
      });
    case 'facts':
      return block.facts.flatMap(({ key, value }) => figureRows(block.id, '', key, value, reading));
    case 'list':
      return block.items.flatMap((item, index) => figureRows(block.id, String(index + 1), 'text', item, reading));
    case 'paragraph':
    case 'subheading':
    case 'command':
      return [];
  }
}

function figureRows(section: string, item: string, figure: string, value: Value, reading: Reading): string[] {
  const row = (name: string, shown: Value): string => figureRow([section, item, name], shown, reading);
  if (value.kind !== 'bound' && value.kind !== 'exact') return [row(figure, value)];
  const { kind, low, high } = value;
  const same = low.numerator === high.numerator && low.denominator === high.denominator;
  if (same) return [row(figure, value)];
  const one = (end: typeof low): Value => ({ ...value, kind, low: end, high: end }) as Value;
  return [row(`${figure} low`, one(low)), row(`${figure} high`, one(high))];
}

interface Plain {
  value: string;
  low?: string;
  high?: string;
  unit?: string;
  fraction?: Fraction;
}

function figureRow(names: readonly string[], value: Value, reading: Reading): string {
  const { value: plain, low = '', high = '', unit = '', fraction } = plainOf(value);
  const numbers = [low, high];
  const exact = fraction ? [`${fraction.numerator}`, `${fraction.denominator}`] : ['', ''];
  return `${[...names.map(cell), cell(plain), ...numbers, cell(unit), ...exact, cell(showValue(value, reading))].join(',')}\r\n`;
}

/** A plain negative number is no formula. */
const cell = (text: string): string => (/^-\d+(\.\d+)?$/.test(text) ? text : csvRow([text]).slice(0, -'\r\n'.length));

function plainOf(value: Value): Plain {
  switch (value.kind) {
    case 'text':
      return { value: value.text };
    case 'count':
      return { value: String(value.count) };
    case 'percent':
      return { value: fractionText(value.fraction), fraction: value.fraction };
    case 'bound':
    case 'exact':
      return { value: fractionText(value.low), fraction: value.low };
    case 'money': {
      const { currency, range } = value;
      const amount = (minor: number): string => moneyText(minor, currency);
      const ends = range ? { low: amount(range.low), high: amount(range.high) } : {};
      return { value: amount(value.minor), ...ends, unit: currency };
    }
    case 'number': {
      const { range, unit } = value;
      return {
        value: String(value.value),
        ...(range ? { low: String(range.low), high: String(range.high) } : {}),
        unit,
      };
    }
    case 'seconds':
      return { value: String(value.seconds), unit: 's' };
    case 'instant':
      return { value: toRfc3339(value.at) };
    case 'day':
      return { value: value.day };
    case 'verdict':
      return { value: value.verdict };
    case 'none':
      return { value: '' };
  }
}
