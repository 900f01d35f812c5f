import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hour, minute } from '../../../maths/instants.ts';
import { commanded } from './command.ts';
import { type KeptSwitch, untouched } from './kept-switch.ts';
import { stepPlanned, type WantedOff } from './planned.ts';
import { SwitchSpec } from './switch.ts';
import { told } from './tell.ts';

const spec = SwitchSpec.parse({
  process: 'payment',
  carriedOut: { by: 'webhook', url: 'https://flags.example.com/hook', secrets: ['hook'] },
  customersSee: { off: 'Cards rest.' },
  automatic: { maintenance: true },
});
const start = Date.parse('2026-11-17T02:00:00Z');
const windowOf = (maintenance: string, from: number, until: number): WantedOff => ({
  ...{ key: `${maintenance} ${from}`, maintenance, displayName: maintenance, from, until },
});
const byAnna = (kept: KeptSwitch, position: 'on' | 'off', at: number): KeptSwitch => {
  const why = { reason: 'I know better.', incident: null, policy: null, forecast: null };
  const command = { id: `anna ${at}`, position, share: null, by: { id: '1', name: 'Anna' }, why };
  return commanded(kept, spec, command, at).kept;
};

/** The windows go by, minute by minute; `meanwhile` is what a person does at a minute. Gives what was switched, and what was said. */
function run(
  windows: readonly WantedOff[],
  minutes: number,
  meanwhile: Record<number, 'on' | 'off'> = {},
  restart = false,
) {
  let kept: KeptSwitch = untouched;
  const lines: string[] = [];
  for (let nth = 0; nth < minutes; nth++) {
    const now = start + nth * minute;
    const act = meanwhile[nth];
    if (act !== undefined) kept = byAnna(kept, act, now);
    if (restart) kept = JSON.parse(JSON.stringify(kept)) as KeptSwitch;
    const lasting = windows.filter(({ from, until }) => now >= from && now < until);
    const stepped = stepPlanned(kept, 'cards', spec, lasting, now);
    kept = stepped.kept;
    if (kept.telling !== null && kept.telling.toldAt === null) kept = told(kept, spec, now).kept;
    for (const line of stepped.acts) lines.push(`${nth} ${line.act === 'switch' ? line.position : line.says}`);
  }
  return { lines, kept };
}

describe('a window of maintenance', () => {
  const night = windowOf('weekly', start + 10 * minute, start + 70 * minute);

  it('switches off when it begins and on when it ends, once, over any restart', () => {
    for (const restart of [false, true]) {
      const { lines, kept } = run([night], 120, {}, restart);
      expect(lines).toEqual(['10 off', '70 on']);
      expect(kept).toMatchObject({
        position: 'on',
        by: null,
        why: { policy: { kind: 'maintenance', name: 'weekly' } },
      });
    }
  });

  it('leaves alone what a person did meanwhile, and says so', () => {
    const said = 'The maintenance weekly is over; somebody switched it meanwhile, so it is left as it is.';
    expect(run([night], 120, { 30: 'on' }).lines).toEqual(['10 off', `70 ${said}`]);
    expect(run([night], 120, { 30: 'on', 40: 'off' })).toMatchObject({ kept: { position: 'off', by: 'Anna' } });
  });

  it('neither takes up nor ends what was off already', () => {
    const { lines, kept } = run([night], 120, { 5: 'off' });
    expect(lines).toEqual(['10 weekly began; it stood at off already and is left as it is.']);
    expect(kept).toMatchObject({ position: 'off', by: 'Anna' });
  });

  it('is held off until the last of several is over', () => {
    const longer = windowOf('network', start + 40 * minute, start + 100 * minute);
    expect(run([night, longer], 120).lines).toEqual(['10 off', '100 on']);
  });

  it('switches nothing that does not let it', () => {
    const shy = { ...spec, automatic: { maintenance: false, runbook: false } };
    expect(stepPlanned(untouched, 'cards', shy, [night], night.from)).toEqual({ kept: untouched, acts: [] });
  });

  it('gives each command once, whatever windows there are and however often a tick repeats', () => {
    const window = fc
      .tuple(fc.constantFrom('a', 'b', 'c'), fc.integer({ min: 0, max: 90 }), fc.integer({ min: 1, max: 60 }))
      .map(([name, from, long]) => windowOf(name, start + from * minute, start + (from + long) * minute));
    fc.assert(
      fc.property(fc.uniqueArray(window, { selector: ({ key }) => key, maxLength: 5 }), (windows) => {
        const once = run(windows, 180);
        expect(run(windows, 180, {}, true).lines).toEqual(once.lines);
        expect(once.kept.position).toBe('on');
        const switched = once.lines.map((line) => line.split(' ')[1]);
        expect(switched).toEqual(switched.map((_, nth) => (nth % 2 === 0 ? 'off' : 'on')));
        const at = start + 4 * hour;
        expect(stepPlanned(once.kept, 'cards', spec, [], at).acts).toEqual([]);
      }),
    );
  });
});
