import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AgreementPage, AgreementsAnswer } from '../../src/features/agreements/agreements-contract.ts';
import { FrozenReports, Report } from '../../src/features/agreements/report-contract.ts';
import { canonicalJson } from '../../src/features/catalog/difference.ts';
import { example, openReports, type ReportsWorld, root } from './reports-world.ts';

const fraction = (numerator: number, denominator: number, text: string) => ({ numerator, denominator, text });
/** Of method.md, section 6: 43075/43200, 43108/43140, 43120/43140, 43128/43140. */
const worked = {
  raw: fraction(1_723, 1_728, '0.997106'),
  adjusted: { low: fraction(10_777, 10_785, '0.999258'), high: fraction(10_777, 10_785, '0.999258') },
  ownOnly: fraction(2_156, 2_157, '0.999536'),
  vendorOnly: fraction(3_594, 3_595, '0.999721'),
};
const november = '/api/v1/reports/agreement/acme?period=2026-11';

/** The worked month through the API: kept, reported, frozen, changed, recomputed. */
describe('reports over HTTP', () => {
  let world: ReportsWorld;
  let planned: string;
  const report = async (as: string, path = november): Promise<Report> => {
    const { status, json } = await world.ask(as, 'GET', path);
    expect(status, JSON.stringify(json)).toBe(200);
    return Report.parse(json);
  };
  async function exclude(exclusion: boolean, reason: string): Promise<void> {
    const path = `/api/v1/outages/${planned}/exclusion`;
    const asked = { fromProcess: exclusion, fromGlobal: exclusion, reason };
    expect((await world.ask('anna', 'POST', path, asked)).status).toBe(200);
    const answer = await world.ask('piotr', 'POST', `${path}/answer`, { agree: true });
    expect(answer.json.excluded).toEqual({ fromProcess: exclusion, fromGlobal: exclusion });
  }

  beforeAll(async () => {
    world = await openReports('2026-10-20T09:00:00Z');
    await world.apply(example('catalog/acme.yaml'));
    await world.member('anna', 'product-manager');
    await world.member('piotr', 'editor');
    await world.reader('auditor', 'all');
    await world.reader('other', ['loan']);
  });
  afterAll(() => world?.close());

  it('gives the worked month, digit for digit, as JSON, HTML and CSV', async () => {
    await world.later('2026-12-01T09:00:00Z');
    const imported = await world.ask('machine', 'POST', '/api/v1/outages/import', JSON.parse(example('november.json')));
    expect(imported.json).toMatchObject({ added: 4, rejected: [] });
    const { outages } = (await world.ask('auditor', 'GET', '/api/v1/outages')).json;
    const named = (kind: string, fault: string): { id: string } =>
      outages.find((one: { kind: string; fault: string }) => one.kind === kind && one.fault === fault);
    planned = named('planned', 'vendor').id;
    const ends = { from: '2026-11-17T14:05:00Z', to: '2026-11-17T14:17:00Z' };
    const patch = `/api/v1/outages/${named('unplanned', 'vendor').id}`;
    expect((await world.ask('anna', 'PATCH', patch, { ends }, { 'if-match': '*' })).status).toBe(200);
    await exclude(true, 'Announced ten days before.');

    const made = await report('auditor');
    expect(made.subjects[0]!.time).toMatchObject({ ...worked, periodSeconds: 2_592_000, excludedSeconds: 3_600 });
    expect(made.promises).toMatchObject([{ state: 'met', secondsLeft: 668, target: '0.999' }]);
    expect(made.credits).toMatchObject({ owedMinor: { low: 0, high: 0 }, feeMinor: 1_000_000, tier: null });
    expect(made).toMatchObject({ version: 1, differences: [], period: { state: 'open' }, rules: [] });
    expect(made.subjects[0]!.composite).toMatchObject({ expected: expect.closeTo(0.9995 * 0.999, 9) });
    expect(made.vendors).toMatchObject([
      { vendor: 'payfast', displayName: 'PayFast', outages: 1, downSeconds: 720, shareOfDown: { text: '0.375000' } },
    ]);
    const { measures } = made.keyMeasures[0]!;
    expect(measures.map(({ name, value }) => `${name} ${value}`)).toEqual([
      ...['availability-time 99.926', 'availability-requests unknown', 'net-loss unknown', 'customers-lost unknown'],
      'time-to-restore 16',
    ]);
    for (const format of ['html', 'csv']) {
      const answer = await world.ask('auditor', 'GET', `${november}&format=${format}`);
      expect(answer.headers.get('content-type')).toBe(`text/${format}; charset=utf-8`);
      for (const percent of ['99.711', '99.926', '99.954', '99.972']) expect(answer.text).toContain(percent);
    }
    const html = await world.ask('auditor', 'GET', `${november}&format=html`);
    expect(html.headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src 'sha256-/);
    const polish = await world.ask('auditor', 'GET', `${november}&format=html&language=pl`);
    expect(polish.text).toContain('99,926');
    for (const [format, first] of [
      ['pdf', '%PDF'],
      ['xlsx', 'PK'],
    ] as const) {
      const answer = await world.send('auditor', 'GET', `${november}&format=${format}`);
      expect(answer.headers.get('content-disposition')).toBe(`attachment; filename="waga-acme-2026-11-v1.${format}"`);
      expect(Buffer.from(await answer.arrayBuffer()).toString('latin1', 0, first.length)).toBe(first);
    }
  });

  it('gives the same of the process, the product and the organisation, in the zone that is asked for', async () => {
    const inWarsaw = '?period=2026-11&timeZone=Europe/Warsaw';
    for (const place of ['process/payment', 'product/pay', 'organisation/all']) {
      const { subjects, promises } = await report('auditor', `/api/v1/reports/${place}${inWarsaw}`);
      expect([place, subjects.map(({ time }) => time)]).toEqual([place, [expect.objectContaining(worked)]]);
      expect(promises).toEqual([]);
    }
    const autumn = await report('auditor', '/api/v1/reports/process/payment?period=2026-10&timeZone=Europe/Warsaw');
    expect(autumn.subjects[0]!.time.periodSeconds).toBe((31 * 24 + 1) * 3_600);
    const days = await report('auditor', '/api/v1/reports/agreement/acme?period=2026-11-03..2026-11-03');
    expect(days).toMatchObject({ credits: null, subjects: [{ time: { periodSeconds: 86_400, downSeconds: 1_200 } }] });
    const refused = async (path: string) => (await world.ask('auditor', 'GET', path)).status;
    expect(await refused('/api/v1/reports/agreement/acme?period=2026-13')).toBe(400);
    expect(await refused('/api/v1/reports/agreement/acme?period=2027-01')).toBe(400);
    expect(await refused('/api/v1/reports/agreement/acme?period=2025-11')).toBe(404);
    expect(await refused('/api/v1/reports/agreement/nobody?period=2026-11')).toBe(404);
    expect(await refused('/api/v1/reports/process/payment?period=2026-11&timeZone=Mars')).toBe(400);
    expect(await refused(`${november}&version=1`)).toBe(404);
  });

  it('claims nothing of time before anything was on record', async () => {
    const before = await report('auditor', '/api/v1/reports/agreement/acme?period=2026-09');
    expect(before.promises).toMatchObject([{ state: 'unmeasured', low: null, high: null }]);
    expect(before.subjects).toMatchObject([{ composite: null, time: { unmeasuredSeconds: 30 * 86_400 } }]);
    expect(before.credits).toMatchObject({ owedMinor: { low: 0, high: 0 } });
    expect(before.keyMeasures[0]!.measures[0]).toMatchObject({ name: 'availability-time', value: 'unknown' });
    expect(before.notes.join('\n')).toContain('Nothing is on record of this period');
    expect(before.notes[0]).toMatch(/^This report is not frozen/);
    // the first catalogue was applied on 20 October at 11:00 in Warsaw
    const october = await report('auditor', '/api/v1/reports/agreement/acme?period=2026-10');
    expect(october.promises).toMatchObject([{ state: 'undecided', high: { numerator: 1, denominator: 1 } }]);
    expect(october.subjects[0]!.time.unmeasuredSeconds).toBe((19 * 24 + 11) * 3_600);
    expect(october.notes).toContainEqual(expect.stringContaining('Nothing is on record before 2026-10-20 11:00'));
    const ledger = '/api/v1/ledger/process/payment?from=2026-09-01T00:00:00Z&to=2026-10-01T00:00:00Z';
    const { availability } = (await world.ask('auditor', 'GET', ledger)).json;
    expect(availability).toMatchObject({ adjusted: { low: { numerator: 0 } }, unmeasuredSeconds: 30 * 86_400 });
  });

  it('shows no amount to those who do not see the money of the product', async () => {
    const hidden = await report('other');
    expect(hidden).toMatchObject({ credits: null, moneyHidden: true, promises: [{ state: 'met' }] });
    const { text } = await world.ask('other', 'GET', '/api/v1/agreements/acme');
    expect(text).not.toContain('10000.00');
    expect(JSON.parse(text)).toMatchObject({ credits: null, moneyHidden: true });
    expect((await world.ask('other', 'GET', '/api/v1/catalog')).text).not.toContain('10000.00');
  });

  it('lists agreements with their terms in plain words and the periods that there are', async () => {
    const { json } = await world.ask('auditor', 'GET', '/api/v1/agreements');
    const { agreements } = AgreementsAnswer.parse(json);
    expect(agreements).toMatchObject([{ name: 'acme', state: 'met', period: { name: '2026-12', state: 'running' } }]);
    expect(agreements[0]!.credits!.forecastMinor).toMatchObject({ low: 0, likely: 0 });
    const page = AgreementPage.parse((await world.ask('auditor', 'GET', '/api/v1/agreements/acme')).json);
    expect(page.periods.map(({ period, state }) => `${period.name} ${state}`)).toEqual(['2026-12 met', '2026-11 met']);
    const terms = Object.fromEntries(page.terms.map(({ term, words }) => [term, words]));
    expect(terms.Payments).toBe('At least 99.9 % by time per calendar month, of payment.');
    expect(terms.Credits).toBe(
      'Of the fee of 10000.00 PLN: 10 % below 99.9 %, 25 % below 99.0 %; at most 50 %; to be claimed within 30 days after the period.',
    );
  });

  it('sets what was booked beside what was counted, and takes all rows or none', async () => {
    const put = (body: string, as = 'machine') =>
      world.ask(as, 'PUT', '/api/v1/booked-revenue/pay', body, { 'content-type': 'text/csv' });
    expect((await put(example('booked.csv'), 'auditor')).status).toBe(403);
    const bad = await put(
      'day,amount,currency\n2026-11-01,1.00,PLN\n2026-11-31,1.00,PLN\n2026-11-02,1.005,PLN\n2026-11-01,2.00,PLN\n',
    );
    expect(bad.json).toEqual({
      days: 0,
      rejected: [
        { row: 3, message: 'day: expected a date such as 2026-10-03, found "2026-11-31"' },
        { row: 4, message: 'amount: expected a plain amount of PLN such as 1234.50, found "1.005"' },
        { row: 5, message: '2026-11-01 in PLN stands above already' },
      ],
    });
    expect((await report('auditor')).reconciliation).toEqual([]);
    expect((await put(example('booked.csv'))).json).toEqual({ days: 3, rejected: [] });
    const { reconciliation } = await report('auditor');
    expect(reconciliation).toMatchObject([{ product: 'pay', currency: 'PLN', bookedMinor: 31_958_825, gap: null }]);
    expect((await report('other')).reconciliation).toEqual([]);
    expect(
      (await world.ask('machine', 'PUT', '/api/v1/booked-revenue/none', 'x', { 'content-type': 'text/csv' })).status,
    ).toBe(404);
  });

  it('packs what it is made of, from which the program alone gives the same digits', async () => {
    const answer = await world.send('auditor', 'GET', '/api/v1/reports/agreement/acme/evidence?period=2026-11');
    expect(answer.headers.get('content-type')).toBe('application/zip');
    const files = unzipSync(new Uint8Array(await answer.arrayBuffer()));
    const pack = join(world.folder, 'evidence');
    mkdirSync(pack);
    for (const [name, bytes] of Object.entries(files)) writeFileSync(join(pack, name), bytes);
    const packed = Report.parse(JSON.parse(strFromU8(files['report.json']!)));
    const readme = strFromU8(files['README.txt']!);
    const command = readme
      .split('\n')
      .find((line) => line.includes('waga analyze availability'))!
      .trim();
    const words = command.split(/\s+/).slice(1);
    const { stdout } = await promisify(execFile)(process.execPath, [join(root, 'src/cli/waga.ts'), ...words], {
      cwd: pack,
    });
    const { subject, interval, ...recomputed } = JSON.parse(stdout);
    expect(subject).toBe('process:payment');
    expect(recomputed).toEqual(packed.subjects[0]!.time);
    expect(recomputed).toMatchObject(worked);
    expect(interval).toEqual(packed.subjects[0]!.timeInterval);
    const lines = strFromU8(files['trail.ndjson']!)
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines.length).toBeGreaterThan(5);
    for (const { previous, hash, ...line } of lines) {
      expect(
        createHash('sha256')
          .update(`${previous}\n${canonicalJson(line)}`)
          .digest('hex'),
      ).toBe(hash);
    }
    const documents = JSON.parse(strFromU8(files['catalog.json']!)).map((one: { kind: string }) => one.kind);
    expect(documents).toContain('Agreement');
  });

  it('freezes the month on day 8, and serves it as it was', async () => {
    await world.later('2026-12-07T22:59:00Z');
    await world.tick();
    expect((await frozen()).map(({ period }) => period)).not.toContain('2026-11');
    await world.later('2026-12-08T00:00:30Z');
    await world.tick();
    await world.tick();
    const kinds = (await frozen()).map(
      ({ scope, period, version }) => `${scope.kind} ${scope.name} ${period} v${version}`,
    );
    expect(kinds.toSorted()).toEqual([
      ...[
        'agreement acme 2026-10 v1',
        'agreement acme 2026-11 v1',
        'organisation  2026-10 v1',
        'organisation  2026-11 v1',
      ],
      ...[
        'process payment 2026-10 v1',
        'process payment 2026-11 v1',
        'product pay 2026-10 v1',
        'product pay 2026-11 v1',
      ],
    ]);
    const closed = await report('auditor');
    expect(closed).toMatchObject({ version: 1, period: { state: 'closed' }, madeAt: '2026-12-08T00:00:40Z' });
    expect(closed.subjects[0]!.time).toMatchObject(worked);
    await world.ask('machine', 'PUT', '/api/v1/booked-revenue/pay', 'day,amount,currency\n2026-11-04,1.00,PLN\n', {
      'content-type': 'text/csv',
    });
    expect(await report('auditor')).toEqual(closed);
    expect(await report('other')).toMatchObject({ credits: null, moneyHidden: true, madeAt: closed.madeAt });
  });

  async function frozen() {
    return FrozenReports.parse((await world.ask('auditor', 'GET', '/api/v1/reports?limit=100')).json).reports;
  }

  it('makes version 2, once, when an exclusion is taken back, with what changed and why', async () => {
    await world.later('2026-12-09T06:30:00Z');
    await exclude(false, 'Acme was not told in time.');
    await world.tick();
    await world.tick();
    await world.restart();
    await world.tick();
    const versions = (await frozen()).filter(({ scope, period }) => scope.name === 'acme' && period === '2026-11');
    expect(versions.map(({ version }) => version)).toEqual([2, 1]);
    const second = await report('auditor');
    expect(second.version).toBe(2);
    expect(second.promises).toMatchObject([{ state: 'missed', secondsLeft: -2_928 }]);
    const metrics = (await world.ask('machine', 'GET', '/metrics')).text;
    expect(metrics).toMatch(
      /waga_agreement_availability_ratio\{agreement="acme",promise="payments",subject="process:payment"\} 1\n/,
    );
    expect(second.credits).toMatchObject({ owedMinor: { low: 100_000, high: 100_000 }, tier: { below: '0.999' } });
    const adjusted = second.differences.find(({ what }) => what === 'Adjusted availability of Card payments')!;
    expect(adjusted.from).toBe('99.926 % (10777/10785)');
    expect(adjusted.to).toBe('99.787 % (10777/10800)');
    expect(adjusted.why).toContain('exclusion-agreed by piotr');
    expect(adjusted.why).toContain('Acme was not told in time');
    const money = second.differences.find(({ what }) => what === 'Money: credits owed')!;
    expect([money.from, money.to]).toEqual(['0.00 PLN', '1000.00 PLN']);
    expect((await report('other')).differences.some(({ what }) => what.startsWith('Money'))).toBe(false);
    const first = await report('auditor', `${november}&version=1`);
    expect(first).toMatchObject({ version: 1, promises: [{ state: 'met' }], subjects: [{ time: worked }] });
    const { hash } = (await world.ask('auditor', 'GET', '/api/v1/ledger/head')).json;
    expect(hash).not.toBe(second.head.hash);
  });

  it('sends the report once, on its day at 08:00 of its zone', async () => {
    const sent = async () =>
      (await world.ask('auditor', 'GET', '/api/v1/deliveries?channel=acme-mail')).json.deliveries as {
        title: string;
      }[];
    await world.later('2026-12-09T06:59:00Z');
    await world.tick();
    expect(await sent()).toEqual([]);
    await world.later('2026-12-09T07:00:00Z');
    await world.tick();
    await world.tick();
    await world.restart();
    await world.tick();
    expect((await sent()).map(({ title }) => title)).toEqual(['Report on Payments for Acme, 2026-11']);
  });
});
