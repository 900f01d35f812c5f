import type { Estimate } from '../../../maths/estimate.ts';
import type { ShownChange } from '../../signals/change-contract.ts';
import type { IncidentPage } from '../incident-contract.ts';

/** Lines of one kind that are written down at most. */
const most = 5;

/**
 * What Waga knows of an incident in words, a line each. Without amounts of money: the log of a run is read by all who may read. `page` is the
 * page of the incident as it is shown to one who sees no money; `changes` are those from shortly before it began, newest first.
 */
export function gathered(page: IncidentPage, changes: readonly ShownChange[]): string[] {
  const name = page.route?.name ?? page.class;
  const similar = page.similar.slice(0, most).map(({ onset, minutes, class: reached, cause, helped, why }) => {
    const known = [cause ? `cause: ${cause}` : '', helped ? `helped: ${helped.what}` : ''].filter(
      (text) => text !== '',
    );
    return `Like it before: ${[`${onset}, ${minutes} min`, reached ?? '', why, ...known].filter((text) => text !== '').join('; ')}`;
  });
  return [
    `${name ?? 'Not proven yet'}: ${page.processName || page.component || page.id}, ${page.state} since ${page.onset}${page.level ? `, ${page.level}` : ''}.`,
    ...(page.lost ? [`Lost so far: ${countWords(page.lost)} ${page.lost.unit}.`] : []),
    ...(page.side ? [sideWords[page.side]] : []),
    page.root ? `Probable root: ${page.root.component}. ${page.root.why}` : 'No probable root is named.',
    ...(page.alarms ?? []).slice(0, most).map(({ component, measure, startedAt, endedAt }) => {
      return `Alarm: ${measure} of ${component} since ${startedAt}${endedAt ? `, over since ${endedAt}` : ''}.`;
    }),
    ...page.parts.slice(0, most).map(({ processName, state }) => `Leads: ${processName}, ${state}.`),
    ...changes.slice(0, most).map(({ at, kind, title, component, by }) => {
      return `Changed before: ${at} ${kind}${component ? ` of ${component}` : ''}: ${title}${by ? `, by ${by}` : ''}`;
    }),
    ...(changes.length === 0 ? ['No change is known from the hour before it began.'] : []),
    ...similar,
    ...(page.vendors ?? []).slice(0, most).map(({ displayName, contacts }) => {
      const [first] = contacts;
      return `Vendor suspected: ${displayName}${first ? `, ask ${first.name}` : ''}.`;
    }),
    ...(page.verdict?.proposed ? [`Advice: ${page.verdict.why}`] : []),
    ...(page.runbooks ?? []).slice(0, most).map(({ displayName, url }) => `To read: ${displayName}, ${url}`),
  ];
}

const sideWords = {
  demand: 'Fewer come than usual; as many of them arrive.',
  supply: 'As many come as usual; fewer of them arrive.',
};

const countWords = ({ value, low, high }: Estimate): string =>
  `${Math.round(value)} (${Math.round(low)} to ${Math.round(high)})`;
