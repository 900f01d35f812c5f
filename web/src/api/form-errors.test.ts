import { describe, expect, it } from 'vitest';
import { FirstAdministrator, NewToken } from '../../../src/features/access/contract.ts';
import { checkForm, errorsOf } from './form-errors.ts';
import { type ApiProblem, problemOf } from './problem.ts';

const refused = (detail: string): ApiProblem => problemOf(400, 'Bad Request', { code: 'bad_input', detail });

describe('what is wrong with a form', () => {
  it('is found by the contract before the server is asked', () => {
    const checked = checkForm(FirstAdministrator, { secret: 's', name: 'Anna', displayName: '', password: 'short' });
    expect(checked).toEqual({
      errors: {
        fields: {
          name: 'Expected lower-case letters, digits and . _ @ + - (as in an e-mail address).',
          displayName: 'Fill this in.',
          password: 'Expected at least 12 characters.',
        },
        form: null,
      },
    });
  });

  it('is nothing where the contract is kept; the body has its defaults', () => {
    const checked = checkForm(NewToken, { name: 'shop', scopes: ['read'] });
    expect(checked).toMatchObject({ body: { name: 'shop', sources: [], processes: null, expiresInDays: 365 } });
  });

  it('asks for a choice where none was made', () => {
    expect(checkForm(NewToken, { name: 'shop', scopes: [] })).toMatchObject({
      errors: { fields: { scopes: 'Fill this in.' } },
    });
  });

  it('stands at the fields that the server names', () => {
    expect(
      errorsOf(refused('body: /name expected lower-case letters; /scopes/0 Invalid option'), ['name', 'scopes']),
    ).toEqual({
      fields: { name: 'Expected lower-case letters.', scopes: 'Invalid option.' },
      form: null,
    });
  });

  it('stands above the form where it belongs to no field of it', () => {
    expect(errorsOf(refused('body: /secret too long; /name bad'), ['name'])).toEqual({
      fields: { name: 'Bad.' },
      form: '/secret too long',
    });
    expect(errorsOf(problemOf(409, '', { code: 'conflict', detail: 'There is an anna already.' }), ['name'])).toEqual({
      fields: {},
      form: 'There is an anna already.',
    });
    expect(errorsOf(new Error('boom'), [])).toEqual({ fields: {}, form: 'boom' });
  });
});
