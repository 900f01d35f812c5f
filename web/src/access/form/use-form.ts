import { type FormEvent, useRef, useState } from 'react';
import type { z } from 'zod';
import { checkForm, errorsOf, type FormErrors, noErrors } from '../../api/form-errors.ts';

export interface Form {
  errors: FormErrors;
  isSending: boolean;
  /** What was thrown by the last try, for those who look closer; null after a good one. */
  problem: unknown;
  submit: (event: FormEvent<HTMLFormElement>) => void;
}

/**
 * Checks by the contract of the route, sends, and says what is wrong: first here, then in the server's words. After a
 * failure the first field with an error takes the focus. `send` gets the body with its defaults.
 */
export function useForm<T>(
  schema: z.ZodType<T>,
  values: Record<string, unknown>,
  send: (body: T) => Promise<void>,
): Form {
  const [errors, setErrors] = useState<FormErrors>(noErrors);
  const [problem, setProblem] = useState<unknown>(null);
  const [isSending, setSending] = useState(false);
  const isBusy = useRef(false);

  function show(next: FormErrors, form: HTMLFormElement): void {
    setErrors(next);
    requestAnimationFrame(() => {
      form
        .querySelector<HTMLElement>('[aria-invalid="true"], .form-problem, fieldset:has(> .field-error) input')
        ?.focus();
    });
  }
  async function trySending(body: T, form: HTMLFormElement): Promise<void> {
    isBusy.current = true;
    setSending(true);
    try {
      await send(body);
      setErrors(noErrors);
      setProblem(null);
    } catch (failure) {
      setProblem(failure);
      show(errorsOf(failure, Object.keys(values)), form);
    } finally {
      isBusy.current = false;
      setSending(false);
    }
  }
  return {
    errors,
    problem,
    isSending,
    submit(event) {
      event.preventDefault();
      if (isBusy.current) return;
      const checked = checkForm(schema, values);
      if ('errors' in checked) show(checked.errors, event.currentTarget);
      else void trySending(checked.body, event.currentTarget);
    },
  };
}
