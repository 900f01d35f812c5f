import { minute, toRfc3339 } from '../../maths/instants.ts';
import type { LossFound } from './loss.ts';
import type { LossReport } from './loss-answer.ts';
import type { LossQuestion } from './loss-question.ts';

/** What a reader should know beside the numbers, one sentence each. */
export function lossNotes(question: LossQuestion, found: LossFound, report: LossReport): string[] {
  const { profile, ends, window } = found;
  const notes = [...profile.notes];
  if (question.ends === 'refined') notes.push(...endsNote(found));
  for (const { name, weight, reason } of found.controls ?? []) {
    notes.push(
      reason === null
        ? `${name} is a control: ${Math.round(100 * weight)} % of its moves are taken over.`
        : `${name} is not used as a control: ${reason}.`,
    );
  }
  const length = ends.to - ends.from;
  if (found.measured < length) {
    notes.push(
      `${length - found.measured} of ${length} minutes are unknown and take no part: the loss is at least this.`,
    );
  }
  if (report.impactShare === null) {
    notes.push('Too little is expected in so short a time: even nothing at all would not stand out from chance.');
  }
  if (report.lost.low <= 0 && report.lost.high >= 0) {
    notes.push('Zero lies within the interval: chance alone may have done this.');
  }
  if (report.recovered === null && question.horizonMinutes > 0) {
    notes.push(
      `Preliminary: ${hoursText(question.horizonMinutes)} after the end are not in the data yet, so what came back is not known.`,
    );
  } else if (report.recovered?.high === 0) {
    notes.push('Clearly less than expected came after the end too: nothing came back, and it may not have been over.');
  } else if (report.recovered !== null && !report.recoveryClaimed) {
    notes.push('What came after the end lies within what chance leaves open: no recovery is claimed.');
  }
  const behind = question.horizonMinutes - found.measuredAfter;
  if (report.recovered !== null && behind > 0)
    notes.push(`${behind} minutes after the end are unknown and take no part.`);
  if (found.seenAfter < 60 && report.recovered !== null) {
    notes.push('Hardly any data after that time: the level is known from the past only and the interval is wider.');
  }
  if (found.spread.placebos < 30) {
    notes.push(
      `Only ${found.spread.placebos} quiet windows of this length to measure the interval on: it leans on the model.`,
    );
  }
  const inCampaign = profile.calendar.factors.filter(({ from, to }) => {
    const start = profile.learnedFrom + ends.from * minute;
    return start < to && profile.learnedFrom + window.outageTo * minute > from;
  });
  for (const { name, factor } of inCampaign) notes.push(`The ${name} counts: ${factor} times the usual is expected.`);
  return notes;
}

function endsNote({ ends, raw, profile }: LossFound): string[] {
  if (!ends.refined) return ['No clear begin and end stand out: the interval is taken as given.'];
  const time = (i: number): string => toRfc3339(profile.learnedFrom + i * minute);
  const another = ends.another
    ? [
        `Another drop lies within what was given and is not counted here: ${time(ends.another[0])} to ${time(ends.another[1])}. Ask for it on its own, or take the ends as given.`,
      ]
    : [];
  return [...movedNote(ends, raw), ...another];
}

function movedNote(ends: LossFound['ends'], raw: LossFound['raw']): string[] {
  if (ends.from === raw.from && ends.to === raw.to) return [];
  const moved = `The ends were refined from ${raw.to - raw.from} to ${ends.to - ends.from} minutes`;
  return [`${moved}: the begin by ${signed(ends.from - raw.from)}, the end by ${signed(ends.to - raw.to)}.`];
}

function signed(minutes: number): string {
  if (minutes === 0) return '0 minutes';
  return `${minutes > 0 ? '+' : '−'}${Math.abs(minutes)} minute${Math.abs(minutes) === 1 ? '' : 's'}`;
}

function hoursText(minutes: number): string {
  return minutes % 60 === 0 ? `${minutes / 60} h` : `${minutes} minutes`;
}
