import { describe, expect, it } from 'vitest';
import { inPolish } from './in-polish.ts';
import { saidOfMeasures } from './said-measures-pl.ts';
import { said } from './said-pl.ts';

describe('what Waga says, in Polish', () => {
  it.each([
    ['No outage counted.', 'Nie liczyła się żadna przerwa.'],
    [
      'The worst subject is payment with 99.926 %, which is below no tier.',
      'Najgorszy przedmiot to payment z wynikiem 99,926%; nie leży poniżej żadnego progu.',
    ],
    [
      'The worst subject is refund with 98.000 to 99.920 %, because time was not measured: it is below the tier below 99.9 %, for which 10 % of the fee is owed, and may be below 99.0 %, for which 25 % of the fee is owed.',
      'Najgorszy przedmiot to refund z wynikiem 98,000 do 99,920%, bo części czasu nie zmierzono: leży poniżej 99,9% (należy się 10% opłaty), a może leżeć poniżej 99,0% (należy się 25% opłaty).',
    ],
    [
      'Money of pay in PLN: Waga counted 1.24 % less than was booked (days with both: 1); every money figure here carries that gap.',
      'Pieniądze pay w PLN: Waga naliczyła o 1,24% mniej, niż zaksięgowano, w dniach, które mają obie liczby (1); ta różnica dotyczy każdej kwoty.',
    ],
    [
      'Payment was down 4320 times for less than 10 min, 27 d together: by the minimum duration none of it counts.',
      'Payment: niedostępność krótsza niż 10 min, liczba przypadków: 4320, razem 27 d; z powodu minimalnej długości nic z tego się nie liczy.',
    ],
    [
      'There is no forecast: no earlier period is on record. No outage counted.',
      'Nie ma prognozy: żaden wcześniejszy okres nie jest zapisany. Nie liczyła się żadna przerwa.',
    ],
    [
      'Down were component psp: 12 min in 1 outage; itself: 20.5 min in 2 outages. Expected is 21.6 min of down-time in such a period.',
      'Niedostępność: komponent psp: 12 min, przerw: 1; sam proces: 20,5 min, przerw: 2. W takim okresie oczekuje się 21,6 min niedostępności.',
    ],
    [
      'good of all valid requests, over 43200 measured minutes; 12 minutes were not measured',
      'udane spośród poprawnych żądań; zmierzono minut: 43200; nie zmierzono minut: 12',
    ],
    ['met at 99.926 % (10777/10785)', 'dotrzymane przy 99,926% (10777/10785)'],
    ['99.926 % (10777/10785) to 100.000 % (1/1)', '99,926% (10777/10785) do 100,000% (1/1)'],
    ['Raw availability of Card payments', 'Surowa dostępność: Card payments'],
    [
      'The outage of payment at 2026-11-10T01:00:00Z was exclusion-agreed by Piotr at 2026-12-09T09:00:00Z (line 12): Told. Twice. ' +
        'The outage of payment at 2026-11-10T01:00:00Z was corrected by Waga itself at 2026-12-09T09:00:00Z (line 13).',
      'Przerwa payment z 2026-11-10T01:00:00Z: zgodzono się na wyłączenie, kto: Piotr, kiedy: 2026-12-09T09:00:00Z (wiersz 12); powód: Told. Twice. ' +
        'Przerwa payment z 2026-11-10T01:00:00Z: poprawiona, kto: Waga sama, kiedy: 2026-12-09T09:00:00Z (wiersz 13).',
    ],
  ])('%s', (english, polish) => expect(inPolish(english)).toBe(polish));

  it('leaves what it does not know', () => {
    expect(inPolish('Somebody wrote this.')).toBeNull();
    expect(inPolish('No outage counted. Somebody wrote this.')).toBeNull();
  });

  it('says every sentence by itself, with all that it is said of', () => {
    for (const [english, polish] of [...said, ...saidOfMeasures]) {
      let number = 0;
      const told = english.replace(/\{([nf*]?)\}/g, (_, kind) => {
        number += 1;
        return kind === 'n' ? `${number}` : kind === 'f' ? `${number}/2` : `x${number}x`;
      });
      const found = inPolish(told);
      expect([english, found === null]).toEqual([english, false]);
      for (const [, used] of polish.matchAll(/\{(\d)\}/g)) expect(Number(used)).toBeLessThanOrEqual(number);
    }
  });
});
