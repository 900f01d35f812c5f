import { describe, expect, it } from 'vitest';
import { zoneFor } from './zones.tsx';

describe('the zone that times are shown in', () => {
  it('is the one that all processes share, where process time is chosen', () => {
    expect(zoneFor('process', ['Europe/Warsaw', 'Europe/Warsaw'], 'America/New_York')).toBe('Europe/Warsaw');
  });

  it('is the reader’s where processes differ or there is none', () => {
    expect(zoneFor('process', ['Europe/Warsaw', 'UTC'], 'America/New_York')).toBe('America/New_York');
    expect(zoneFor('process', [], 'America/New_York')).toBe('America/New_York');
  });

  it('is what was chosen otherwise', () => {
    expect(zoneFor('utc', ['Europe/Warsaw'], 'America/New_York')).toBe('UTC');
    expect(zoneFor('local', ['Europe/Warsaw'], 'America/New_York')).toBe('America/New_York');
  });
});
