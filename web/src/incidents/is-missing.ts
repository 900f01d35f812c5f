import { ApiProblem } from '../api/problem.ts';

/** Whether the server said that there is no such thing. */
export const isMissing = (problem: Error | null): boolean => problem instanceof ApiProblem && problem.status === 404;
