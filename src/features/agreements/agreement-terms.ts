import { parseRatio } from '../../maths/ratios.ts';
import type { AgreementSpec } from './agreement.ts';
import type { AgreementPage } from './agreements-contract.ts';
import { percentDigits } from './formats/percent.ts';
import { subjectOf } from './promises.ts';

type Term = AgreementPage['terms'][number];

const countingWords = {
  time: 'by time',
  requests: 'by requests',
  users: 'by time of users',
  value: 'by value delivered',
} as const;
const plannedWords = {
  exclude: 'Left-out time leaves the time that counts; own unplanned down-time inside it still counts.',
  up: 'Left-out time counts as up.',
  down: 'Left-out time counts as down.',
} as const;
const unknownWords = {
  bound: 'Time that nobody measured makes the figure a bound.',
  up: 'Time that nobody measured counts as up.',
  down: 'Time that nobody measured counts as down.',
} as const;

/** What an agreement says, in plain words; the fee only where it is shown. */
export function termsOf(spec: AgreementSpec, money: boolean): Term[] {
  const { measuring, maintenance, excludedCauses, credits, report } = spec;
  const term = (name: string, words: string): Term => ({ term: name, words });
  const per = spec.period === 'month' ? 'calendar month' : 'calendar quarter';
  return [
    ...spec.objectives.map(({ name, displayName, subjects, counting, target }) => {
      const of = subjects.map((one) => subjectOf(one).name).join(', ');
      return term(
        displayName ?? name,
        `At least ${percentText(target)} ${countingWords[counting]} per ${per}, of ${of}${subjects.length > 1 ? ' each' : ''}.`,
      );
    }),
    term('Period', `Each ${per} of ${spec.timeZone}${datesOf(spec)}.`),
    term('Precision', `Ends of outages are set to whole units of ${measuring.precision}: starts down, ends up.`),
    ...(measuring.minimumDuration === '0s'
      ? []
      : [term('Minimum duration', `Down-time shorter than ${measuring.minimumDuration} does not count.`)]),
    term('Left-out time', plannedWords[measuring.planned]),
    term('Unmeasured time', unknownWords[measuring.unknown]),
    term(
      'Partial outages',
      measuring.partial === 'share'
        ? 'A partial outage counts by the share that failed.'
        : 'A partial outage counts whole.',
    ),
    ...(maintenance.notice === '0s'
      ? []
      : [term('Notice', `Planned time counts as planned only if it was entered ${maintenance.notice} before.`)]),
    ...(maintenance.most === undefined
      ? []
      : [term('Maintenance', `At most ${maintenance.most} of planned time per ${per} is left out.`)]),
    ...(excludedCauses.length === 0 ? [] : [term('Excluded causes', `${excludedCauses.join(', ')}.`)]),
    ...(credits === undefined ? [] : [term('Credits', creditWords(credits, money))]),
    ...(report.sendOnDay === undefined
      ? []
      : [
          term(
            'Report',
            `Sent on day ${report.sendOnDay} after each period at 08:00, ${report.money === 'show' ? 'with' : 'without'} money.`,
          ),
        ]),
  ];
}

function creditWords(
  { fee, currency, tiers, cap, claimDays }: NonNullable<AgreementSpec['credits']>,
  money: boolean,
): string {
  const of = money ? `the fee of ${fee} ${currency}` : 'the fee';
  const steps = tiers.map(({ below, share }) => `${percentText(share, 0)} below ${percentText(below)}`).join(', ');
  return `Of ${of}: ${steps}; at most ${percentText(cap, 0)}; to be claimed within ${claimDays} days after the period.`;
}

/** `99.9 %`: as many places as it needs. */
export function percentText(share: string, least = 1): string {
  const text = percentDigits(parseRatio(share)!);
  const cut = text.replace(/0+$/, '').replace(/\.$/, '');
  return `${least > 0 && !cut.includes('.') ? `${cut}.0` : cut} %`;
}

function datesOf({ validFrom, validTo }: AgreementSpec): string {
  const from = validFrom === undefined ? '' : `, from ${validFrom} on`;
  return validTo === undefined ? from : `${from}, until the day before ${validTo}`;
}
