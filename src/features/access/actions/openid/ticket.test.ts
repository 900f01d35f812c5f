import { describe, expect, it } from 'vitest';
import { Tickets } from './ticket.ts';

const ticket = { state: 's', nonce: 'n', verifier: 'v', to: '/audit', expiresAt: 1_000 };

describe('a ticket', () => {
  const tickets = new Tickets();

  it('is found again, without showing what it holds', () => {
    const sealed = tickets.seal(ticket);
    expect(sealed).toMatch(/^[\w-]+$/);
    expect(Buffer.from(sealed, 'base64url').toString('latin1')).not.toContain('audit');
    expect(tickets.open(sealed, 999)).toEqual(ticket);
    expect(tickets.seal(ticket)).not.toBe(sealed);
  });

  it('is worth nothing when it is too old, changed, cut or of another start', () => {
    const sealed = tickets.seal(ticket);
    expect(tickets.open(sealed, 1_000)).toBeNull();
    expect(new Tickets().open(sealed, 0)).toBeNull();
    const bytes = Buffer.from(sealed, 'base64url');
    for (let index = 0; index < bytes.length; index++) {
      const changed = Buffer.from(bytes);
      changed[index]! ^= 1;
      expect(tickets.open(changed.toString('base64url'), 0)).toBeNull();
      expect(tickets.open(bytes.subarray(0, index).toString('base64url'), 0)).toBeNull();
    }
    expect(tickets.open('', 0)).toBeNull();
  });
});
