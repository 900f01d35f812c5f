import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { day } from '../../maths/instants.ts';
import { type ChangeContext, judgeChanges } from './change-batch.ts';

const now = Date.parse('2026-11-20T10:15:00Z');
const context: ChangeContext = {
  known: { processes: new Set(['payment', 'cashback']), components: new Set(['payment-api', 'ledger-db']) },
  writer: { id: 't', sources: null, processes: new Set(['payment']), components: null, environments: null },
  source: { processes: null, components: new Set(['payment-api']) },
  now,
  retentionMs: 400 * day,
};
const deploy = { kind: 'deploy', at: '2026-11-20T10:14:00Z', title: 'payment-api 1.42.0', component: 'payment-api' };
const judge = (value: unknown) => judgeChanges([{ value }], context);
const codeOf = (value: unknown) => judge(value).rejected[0]?.code;

describe('a change', () => {
  it('is of production unless it says otherwise, and null is the same as absent', () => {
    const [change] = judge({ ...deploy, version: null, more: 'ignored' }).changes;
    expect(change).toMatchObject({ component: 'payment-api', process: null, environment: 'production', version: null });
    expect(change?.at).toBe(Date.parse(deploy.at));
  });

  it('is known by its id, else by what it says', () => {
    const id = (value: object) => judge(value).changes[0]?.senderId;
    expect(id({ ...deploy, id: '17' })).toBe(id({ ...deploy, title: 'corrected', id: '17' }));
    expect(id(deploy)).toBe(id({ ...deploy, by: 'anna' }));
    expect(id(deploy)).not.toBe(id({ ...deploy, version: '1.42.1' }));
    expect(id(deploy)).not.toBe(id({ ...deploy, id: String(id(deploy)) }));
  });

  it.each([
    ['unknown_component', { ...deploy, component: 'payment-ap' }],
    ['not_yours', { ...deploy, component: null, process: 'cashback' }],
    ['not_yours', { ...deploy, component: null, process: 'payments' }],
    ['not_yours', { ...deploy, component: 'ledger-db' }],
    ['in_future', { ...deploy, at: '2026-11-20T10:21:00Z' }],
    ['too_old', { ...deploy, at: '1970-01-01T00:00:00Z' }],
    ['bad_row', { ...deploy, process: 'payment' }],
    ['bad_row', { ...deploy, component: undefined }],
    ['bad_row', { ...deploy, kind: 'party' }],
    ['bad_row', { ...deploy, title: 'two\nlines' }],
    ['bad_row', { ...deploy, title: 'evil \u202Etxt' }],
    ['bad_row', { ...deploy, title: '  ' }],
    ['bad_row', { ...deploy, url: 'javascript:alert(1)' }],
    ['bad_row', { ...deploy, url: 'https://anna:secret@example.com/' }],
    ['bad_row', { ...deploy, at: 'yesterday' }],
    ['bad_row', 17],
  ])('is refused: %s', (code, value) => {
    expect(codeOf(value)).toBe(code);
  });

  it('never comes back in the words of a refusal', () => {
    const secret = fc.string({ minLength: 12, maxLength: 40 }).map((text) => `s3cr3t${text}`);
    fc.assert(
      fc.property(secret, fc.constantFrom('kind', 'at', 'title', 'component', 'environment', 'url'), (text, field) => {
        const { rejected } = judge({ ...deploy, [field]: `${text}\n` });
        expect(rejected).toHaveLength(1);
        expect(rejected[0]?.message).not.toContain(text);
      }),
    );
  });

  it('is judged apart from the other rows, whatever they are', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.constant(deploy), fc.anything()), { maxLength: 12 }), (values) => {
        const { changes, rejected } = judgeChanges(
          values.map((value) => ({ value })),
          context,
        );
        expect(changes.length + rejected.length).toBe(values.length);
        expect(changes.length).toBeGreaterThanOrEqual(values.filter((value) => value === deploy).length);
      }),
    );
  });
});
