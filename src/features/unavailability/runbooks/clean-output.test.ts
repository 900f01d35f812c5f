import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanOutput } from './clean-output.ts';

const whole = { isCut: false };
const code = (...points: number[]) => String.fromCharCode(...points);
const esc = code(0x1b);

describe('what a command wrote', () => {
  it('loses what moves a cursor, rings, or turns the direction of a text round', () => {
    const written = `${esc}[1;31mred${esc}[0m ${esc}]0;title${code(7)}ok${code(0, 8)}\r\n[info]\tx ${code(0x202e)}y${code(0x9b)}`;
    expect(cleanOutput(written, [], whole)).toBe('red ok\n[info]\tx y');
  });

  it('never shows a secret: not as it is, encoded, with something between its letters, nor the rest of one that was cut', () => {
    const secret = 'hünter2/#';
    const base64 = Buffer.from(secret).toString('base64');
    const written = `a ${secret} b ${encodeURIComponent(secret)} c ${base64} d hün${code(0)}ter2/# e hün${esc}[1mter2/#`;
    expect(cleanOutput(written, [secret], whole)).toBe('a [secret] b [secret] c [secret] d [secret] e [secret]');
    const cut = cleanOutput(`nter2/# and then a long line of more, of which the begin is left out`, [secret], {
      isCut: true,
    });
    expect(cut).not.toContain('nter2/#');
  });

  it('holds no control character and no secret, whatever was written', () => {
    const text = fc.string({ unit: 'binary', maxLength: 80 });
    fc.assert(
      fc.property(text, fc.stringMatching(/^[a-zA-Z0-9]{6,12}$/), text, (before, secret, after) => {
        const shown = cleanOutput(`${before}${secret}${after}`, [secret], whole);
        expect(shown).not.toContain(secret);
        expect(shown).not.toMatch(/[^\P{Cc}\n\t]/u);
      }),
    );
  });
});
