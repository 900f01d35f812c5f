import type { Level } from '../../catalog/fields.ts';
import type { WorkshopAnswer, WorkshopQuestion } from './workshop-contract.ts';

export type Answers = ReadonlyMap<WorkshopQuestion, WorkshopAnswer['answer']>;

/**
 * The level that the three answers mean, and why, in words. Christmas Eve and three at night: critical; one of the two: important;
 * neither, but not until Monday: standard; else supporting. Who is unsure does not say yes, and the words tell of it. Null
 * until all three are there.
 */
export function levelFrom(answers: Answers): { level: Level; because: string } | null {
  const christmas = answers.get('christmas-eve');
  const night = answers.get('sunday-night');
  const monday = answers.get('until-monday');
  if (christmas === undefined || night === undefined || monday === undefined) return null;
  const notes: string[] = [];
  const acts = christmas === 'yes' || night === 'yes';
  if (christmas === 'yes' && night !== 'yes')
    notes.push('Leaves the table but stays in bed: the two answers do not go together well.');
  if (acts && monday === 'yes') notes.push('Yet it can wait until Monday: talk it over.');
  const unsure = [
    ...(christmas === 'unsure' ? ['Christmas Eve'] : []),
    ...(night === 'unsure' ? ['three at night'] : []),
    ...(!acts && monday === 'unsure' ? ['waiting until Monday'] : []),
  ];
  if (unsure.length > 0) notes.push(`Unsure about ${unsure.join(' and ')}: the lower level was taken.`);
  const said = (level: Level, because: string) => ({ level, because: [because, ...notes].join(' ') });
  if (christmas === 'yes' && night === 'yes')
    return said('critical', 'Worth leaving the Christmas Eve table for, and getting up at three on Sunday night.');
  if (night === 'yes')
    return said('important', 'Worth getting up at three on Sunday night, but not leaving the Christmas Eve table.');
  if (christmas === 'yes')
    return said('important', 'Worth leaving the Christmas Eve table for, but not getting up at three on Sunday night.');
  if (monday === 'no') return said('standard', 'Nobody gets up for it, but it cannot wait until Monday.');
  return said('supporting', monday === 'yes' ? 'It can wait until Monday.' : 'Nobody gets up for it.');
}
