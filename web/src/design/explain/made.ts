import type { Breakdown } from '../../../../src/maths/breakdown.ts';
import type { Estimate } from '../../../../src/maths/estimate.ts';
import { amountText } from '../format/amounts.ts';
import { countText, shareText } from '../format/numbers.ts';

/** What a number is made of: its estimate, if it is one, and its lines: known here, or asked from the server at `path`. */
export interface Made {
  title: string;
  /** The number as shown, with its unit. */
  shown: string;
  estimate?: Estimate | undefined;
  local?: Breakdown | undefined;
  path?: string | undefined;
}

export interface Fact {
  label: string;
  value: string;
  note: string;
}

const grades: Record<Estimate['grade'], string> = {
  experiment: 'shown by an experiment',
  incidents: 'learned from past incidents',
  observed: 'observed in daily operation',
  transferred: 'taken over from elsewhere',
  assumed: 'assumed, not measured',
};

/** The facts about an estimate that a reader needs to trust it or not: interval, method, basis, grade, version, completeness. */
export function estimateFacts(estimate: Estimate): Fact[] {
  const text = amountText(estimate);
  const { placebos, incidents, minutes } = estimate.basis;
  const basis = [
    minutes === undefined ? null : `${countText(minutes)} minutes`,
    placebos === undefined ? null : `${countText(placebos)} placebos`,
    incidents === undefined ? null : `${countText(incidents)} incidents`,
  ].filter((part) => part !== null);
  return [
    ...(text.exact === null || text.exact === text.value ? [] : [{ label: 'Exactly', value: text.exact, note: '' }]),
    { label: 'Interval', value: text.interval, note: `holds the true value in ${text.level} of cases` },
    { label: 'Method', value: estimate.method, note: '' },
    { label: 'Basis', value: basis.join(', ') || 'not stated', note: '' },
    { label: 'Grade', value: estimate.grade, note: grades[estimate.grade] },
    {
      label: 'Completeness',
      value: shareText(estimate.completeness),
      note: 'share of the minutes asked for that were measured',
    },
    { label: 'Version', value: estimate.version, note: '' },
  ];
}

/** A line may lead further only inside this product. */
export function safeLink(href: string | undefined): string | undefined {
  return href !== undefined && /^\/(?!\/)/.test(href) ? href : undefined;
}
