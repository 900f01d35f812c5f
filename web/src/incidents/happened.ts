import type { IncidentPage } from '../../../src/features/unavailability/incident-contract.ts';
import { personText, stateWords, steps } from './incident-words.ts';

/** One line of what happened: Waga did it where `by` is null. */
export interface Happened {
  key: string;
  at: number;
  what: string;
  why: string;
  by: string | null;
}

/** Everything that is on record of an incident, newest first: its states, who was called and has it, the steps taken. */
export function happened(page: IncidentPage): Happened[] {
  const { route, acknowledged } = page;
  const lines: Happened[] = page.transitions.map(({ at, from, to, reason, by }, index) => ({
    ...{
      key: `state-${index}`,
      at: Date.parse(at),
      what: from === to ? 'Noted' : stateWords[to].word,
      why: reason,
      by,
    },
  }));
  if (route?.calledAt) {
    const whom = route.called === null ? 'The channels were told' : `${personText(route.called)} was called`;
    lines.push({ key: 'called', at: Date.parse(route.calledAt), what: whom, why: route.why, by: null });
  }
  if (acknowledged) {
    lines.push({
      ...{ key: 'had', at: Date.parse(acknowledged.at), what: 'Acknowledged' },
      ...{ why: 'Nobody else is called.', by: acknowledged.by },
    });
  }
  page.steps.forEach(({ step, at, by, note }, index) => {
    const name = steps.find((one) => one.step === step)!.name;
    lines.push({ key: `step-${index}`, at: Date.parse(at), what: `Step: ${name}`, why: note, by });
  });
  // Of one minute, what was added later happened later.
  return lines.reverse().sort((a, b) => b.at - a.at);
}
