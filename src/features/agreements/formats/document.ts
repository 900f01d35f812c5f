import type { EpochMs } from '../../../maths/instants.ts';
import type { Fraction } from '../../../maths/ratios.ts';

/**
 * A report as it is read, before any format: built once (report-document.ts), so that every format shows the same digits.
 * A value is kept exact; how it is written in a language stands in show-value.ts alone.
 */
export type Value =
  /** `foreign`: what somebody wrote, which is not translated; its language is not known. */
  | { kind: 'text'; text: string; foreign?: true }
  | { kind: 'count'; count: number | bigint }
  /** A part of a whole, shown as percent that never crosses `target` by rounding. */
  | { kind: 'percent'; fraction: Fraction; target?: Fraction | undefined; given?: undefined }
  /** A share as somebody wrote it, such as "0.999": shown with its own places. */
  | { kind: 'percent'; fraction: Fraction; given: string; target?: undefined }
  /** A percent between two ends, one where they are the same. */
  | { kind: 'bound'; low: Fraction; high: Fraction; target?: Fraction | undefined }
  /** Numerator and denominator in lowest terms, with decimal text cut at six places. */
  | { kind: 'exact'; low: ExactText; high: ExactText }
  /** Minor units; `low` and `high` where it is an estimate, with its level. */
  | { kind: 'money'; currency: string; minor: number; range?: Range | undefined }
  | { kind: 'number'; value: number; unit: string; range?: Range | undefined }
  | { kind: 'seconds'; seconds: number }
  | { kind: 'instant'; at: EpochMs }
  /** A calendar day such as 2026-10-01. */
  | { kind: 'day'; day: string }
  | { kind: 'verdict'; verdict: Verdict }
  /** Nothing to show; `why` says what is missing. */
  | { kind: 'none'; why: string };

export type Verdict = 'met' | 'missed' | 'undecided' | 'unmeasured';

export interface ExactText extends Fraction {
  text: string;
}

export interface Range {
  low: number;
  high: number;
  level: number | null;
}

/** What the cells of a column are; data formats make more than one column of `bound`, `exact` and `money`. */
export interface Column {
  /** The same in every language; the figure's name in data formats. */
  key: string;
  title: string;
  kind: Value['kind'];
  /** Where cells hold amounts: whether one is an estimate, so that data formats give its ends columns of their own. */
  ranged?: boolean;
  /** page: only where people read it (HTML, PDF); data: only in CSV and spreadsheets. */
  only?: 'page' | 'data';
  /** Long texts, which a page of paper shows below the row over its whole width. */
  below?: true;
  /** Share of the width of a page. */
  weight: number;
}

export interface Table {
  kind: 'table';
  /** The same in every language; the section's name in data formats. */
  id: string;
  caption: string;
  columns: Column[];
  /** The first column names the row. */
  rows: Value[][];
  /** Names of the rows that are the same in every language; left out, the first cell is one. */
  rowKeys?: string[];
  /** Below the table. */
  note?: string;
}

export interface Fact {
  key: string;
  label: string;
  value: Value;
  note?: string;
}

export type Block =
  | { kind: 'paragraph'; text: string; tone?: 'warning' }
  | { kind: 'subheading'; text: string }
  /** To be typed as it stands. */
  | { kind: 'command'; text: string }
  | { kind: 'facts'; id: string; facts: Fact[] }
  | { kind: 'list'; id: string; items: Value[] }
  | Table;

export interface Section {
  /** The same in every language. */
  id: string;
  title: string;
  blocks: Block[];
}

export interface ReportDocument {
  language: Language;
  /** Instants are shown in it. */
  timeZone: string;
  title: string;
  /** Whose and of when. */
  subtitle: string;
  /** At the foot of every page. */
  foot: string;
  sections: Section[];
}

export const languages = ['en', 'pl'] as const;
export type Language = (typeof languages)[number];
