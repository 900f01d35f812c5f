import { type EpochMs, hour, minute, second, toRfc3339 } from '../../maths/instants.ts';
import type { Message } from './message.ts';

/** What a test page is written from. */
export interface TestPage {
  id: string;
  /** The rotation as people call it. */
  rotation: string;
  person: string | null;
  askedBy: string;
  madeAt: EpochMs;
  /** Where Waga is reached, without a slash at the end. */
  origin: string;
}

export const testPageKey = (id: string): string => `test-page:${id}`;

/** As loud as a page for a total loss, so that what is tried is what would happen, and marked as a test in title and lines. */
export function testPageMessage({ id, rotation, person, askedBy, madeAt, origin }: TestPage): Message {
  const at = toRfc3339(madeAt);
  return {
    key: testPageKey(id),
    sequence: 1,
    kind: 'test',
    severity: 'critical',
    title: `TEST, nothing is wrong: page for ${rotation}`,
    lines: [
      { label: 'Called', text: person ?? 'nobody is on call now' },
      { label: 'Asked by', text: askedBy },
      { label: 'Meaning', text: 'A test page. Nothing is wrong. Open the link and press "I got it".' },
    ],
    link: `${origin}/on-call/tests/${encodeURIComponent(id)}`,
    dedup: testPageKey(id),
    startedAt: at,
    at,
  };
}

/** What ends the test where a channel keeps it open, such as an alert of PagerDuty. */
export function testPageEnd(page: TestPage, by: string, now: EpochMs): Message {
  const opened = testPageMessage(page);
  return {
    ...opened,
    sequence: 2,
    kind: 'closing',
    severity: 'info',
    title: `TEST, nothing was wrong: ${by} got the page for ${page.rotation}`,
    lines: [{ label: 'Got by', text: by }, ...opened.lines.slice(0, 2)],
    at: toRfc3339(now),
    acknowledgedBy: by,
  };
}

const pauseSeconds = 60;
const mostAnHour = 6;

/**
 * How long to wait before a rotation is sent another test page, in whole seconds; 0: not at all. One a minute and six an hour: more
 * would wake people for nothing. `made` are the instants of the last hour, in any order.
 */
export function testPageWait(made: readonly EpochMs[], now: EpochMs): number {
  const recent = made.filter((at) => at > now - hour).toSorted((a, b) => b - a);
  const afterLast = (recent[0] ?? Number.NEGATIVE_INFINITY) + pauseSeconds * second;
  const afterMany = recent.length < mostAnHour ? now : recent[mostAnHour - 1]! + 60 * minute;
  return Math.max(0, Math.ceil((Math.max(afterLast, afterMany) - now) / second));
}
