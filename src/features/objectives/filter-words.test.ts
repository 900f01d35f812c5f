import { expect, it } from 'vitest';
import { filterText, withoutWords } from './filter-words.ts';

it('says what is good in plain words', () => {
  expect(withoutWords({ 'http.response.status_code': '5*' })).toBe('no server error (HTTP 5xx)');
  expect(withoutWords({ code: ['5*', '429'] })).toBe('no error (HTTP 5xx, 429)');
  expect(withoutWords({ status: ['404'] })).toBe('no answer (HTTP 404)');
  expect(withoutWords({ outcome: 'failed' })).toBe('not outcome failed');
  expect(withoutWords({ status: 'error' })).toBe('not status error');
  expect(withoutWords({ grpc_code: ['1*', '14'] })).toBe('not grpc_code beginning with 1 or 14');
  expect(withoutWords({ code: '5*', zone: ['a', 'b*'] })).toBe(
    'not code beginning with 5 with zone a or beginning with b',
  );
});

it('leaves a filter as it stands for those who know the metric', () => {
  expect(filterText({ code: ['5*', '429'], job: 'web' }, ' and ')).toBe('code 5* or 429 and job web');
  expect(filterText({}, ' and ')).toBe('');
});
