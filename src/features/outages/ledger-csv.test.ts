import { describe, expect, it } from 'vitest';
import { minute } from '../../maths/instants.ts';
import { ledgerCsv } from './ledger-csv.ts';
import { rowsOf } from './ledger-rows.ts';
import { blankOutage } from './new-outage.ts';
import type { Outage } from './outage.ts';

const start = Date.parse('2026-11-03T09:00:00Z');
const outage: Outage = {
  ...{ ...blankOutage, id: 'o1', subject: { kind: 'process', name: 'payment' }, state: 'confirmed' },
  ...{ detected: { from: start, to: null }, dueAt: 0, cause: '=HYPERLINK("http://evil")' },
  excluded: { fromProcess: true, fromGlobal: false },
};
const until = start + 10 * minute;

describe('the rows of a ledger', () => {
  it('last until the present where nobody knows the end, and know which figure they are left out of', () => {
    expect(rowsOf([outage], [], { scope: 'process', until })).toMatchObject([
      { from: start, to: until, detectedTo: until, excluded: true },
    ]);
    expect(rowsOf([outage], [], { scope: 'global', until })).toMatchObject([{ excluded: false }]);
    expect(rowsOf([outage], [], { scope: 'global', until: start })).toEqual([]);
    expect(rowsOf([{ ...outage, state: 'removed' }], [], { scope: 'global', until })).toEqual([]);
  });

  it('count in raw figures by their detected ends, and else by those that count', () => {
    const corrected = { from: start + 6 * minute, to: start + 8 * minute };
    const [row] = rowsOf([{ ...outage, corrected }], [{ from: 0, to: minute }], { scope: 'process', until });
    expect(row).toMatchObject({ ...corrected, detectedFrom: start, detectedTo: until });
  });

  it('stand in a file whose cells no spreadsheet runs', () => {
    const gaps = new Map([['process:payment', [{ from: start - minute, to: start }]]]);
    expect(ledgerCsv([outage], gaps, { scope: 'process', until }).split('\r\n')).toEqual([
      'subject,from,to,detectedFrom,detectedTo,kind,fault,share,excluded,id,state,cause',
      'process:payment,2026-11-03T09:00:00Z,2026-11-03T09:10:00Z,2026-11-03T09:00:00Z,2026-11-03T09:10:00Z,unplanned,own,1,true,o1,confirmed,"\'=HYPERLINK(""http://evil"")"',
      'process:payment,2026-11-03T08:59:00Z,2026-11-03T09:00:00Z,2026-11-03T08:59:00Z,2026-11-03T09:00:00Z,unknown,own,1,false,,,',
      '',
    ]);
  });
});
