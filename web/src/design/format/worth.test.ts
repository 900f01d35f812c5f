import { expect, it } from 'vitest';
import { changeText, worthText } from './worth.ts';

const plain = (text: string): string => text.replaceAll('\u202f', ' ');
const pln = (minor: number, text: string) => ({ currency: 'PLN', minor, text });

it.each([
  [pln(0, '0.00'), '0 PLN'],
  [pln(120, '1.20'), '1.20 PLN'],
  [pln(1_240_050, '12400.50'), '12 401 PLN'],
  [pln(124_005_000_00, '124005000.00'), '124 M PLN'],
  [{ currency: 'JPY', minor: 4_200, text: '4200' }, '4 200 JPY'],
])('money reads at a glance: %j', (worth, text) => expect(plain(worthText(worth))).toBe(text));

it('a change of money bears its sign', () => {
  expect(plain(changeText(pln(120_000, '1200.00')))).toBe('+1 200 PLN');
  expect(changeText(pln(-4_000, '-40.00'))).toBe('−40.00 PLN');
  expect(changeText(pln(0, '0.00'))).toBe('no change');
});
