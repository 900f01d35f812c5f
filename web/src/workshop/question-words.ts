import type { WorkshopQuestion } from '../../../src/features/criticality/workshop/workshop-contract.ts';

interface QuestionWords {
  /** When it happens, above the question. */
  when: string;
  /** Before the name of the process, which stops working. */
  scene: string;
  ask: string;
  yes: string;
  no: string;
}

/** The three questions in words that need no explaining; between `scene` and `ask`: “NAME stops working.” */
export const questionWords: Record<WorkshopQuestion, QuestionWords> = {
  'christmas-eve': {
    when: 'Christmas Eve, 18:00',
    scene: 'It is Christmas Eve, you sit at the table.',
    ask: 'Do you get up?',
    yes: 'Yes, I get up',
    no: 'No, it can wait',
  },
  'sunday-night': {
    when: 'Sunday, 3 a.m.',
    scene: 'It is three in the morning on Sunday, the phone rings.',
    ask: 'Do you get out of bed for it?',
    yes: 'Yes, I get up',
    no: 'No, I sleep on',
  },
  'until-monday': {
    when: 'Friday, 18:00',
    scene: 'It is Friday evening, the weekend begins.',
    ask: 'Can it wait until Monday?',
    yes: 'Yes, it can wait',
    no: 'No, it cannot',
  },
};
