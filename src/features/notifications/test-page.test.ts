import fc from 'fast-check';
import { expect, it } from 'vitest';
import { hour, minute, second } from '../../maths/instants.ts';
import { Message } from './message.ts';
import { testPageEnd, testPageMessage, testPageWait } from './test-page.ts';
import { plainText } from './wording.ts';

const now = Date.parse('2026-11-20T10:15:00Z');
const page = {
  ...{ id: 't-1', rotation: 'Pay on call', person: 'user:anna', askedBy: 'Jan', madeAt: now },
  origin: 'https://waga.example.com',
};

it('is a whole message that says twice that it is a test, and leads to a page', () => {
  const message = Message.parse(testPageMessage(page));
  expect(message).toMatchObject({
    kind: 'test',
    severity: 'critical',
    link: 'https://waga.example.com/on-call/tests/t-1',
  });
  const text = plainText(message, 'hide');
  expect(text).toContain('TEST, nothing is wrong: page for Pay on call');
  expect(text).toContain('State: Test: nothing is wrong');
  expect(text).toContain('Called: user:anna');
});

it('ends with who got it, under the same key', () => {
  const end = Message.parse(testPageEnd(page, 'Anna Nowak', now + minute));
  expect(end).toMatchObject({
    key: testPageMessage(page).key,
    sequence: 2,
    kind: 'closing',
    acknowledgedBy: 'Anna Nowak',
  });
});

it('comes once a minute and six times an hour at most', () => {
  expect(testPageWait([], now)).toBe(0);
  expect(testPageWait([now - 20 * second], now)).toBe(40);
  const six = [2, 12, 22, 32, 42, 52].map((minutes) => now - minutes * minute);
  expect(testPageWait(six, now)).toBe(8 * 60);
  expect(testPageWait(six.slice(1), now)).toBe(0);
});

it('is possible again once the wait is over, and not before', () => {
  const made = fc.array(fc.integer({ min: 0, max: 2 * 3_600 }), { maxLength: 12 });
  fc.assert(
    fc.property(made, (ages) => {
      const at = ages.map((age) => now - age * second);
      const wait = testPageWait(at, now);
      // more than six within an hour cannot come about by this rule
      fc.pre(at.filter((one) => one > now - hour).length <= 6);
      expect(testPageWait(at, now + wait * second)).toBe(0);
      if (wait > 0) expect(testPageWait(at, now + (wait - 1) * second)).toBe(1);
    }),
  );
});
