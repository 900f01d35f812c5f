import type { Answer, Question } from '../measurements.ts';
import { askBins, askCounts } from './ask-counts.ts';
import { askGauges } from './ask-gauges.ts';
import { askHourMasks, askHourSubjects, askHourSums, askHours } from './ask-hours.ts';
import { askPasses } from './ask-passes.ts';
import { askPeople } from './ask-people.ts';
import { askAlive, askBatch, askBatches, askDays, askIds, askMetric, askSeries, askStates } from './ask-rest.ts';
import { askTotals } from './ask-totals.ts';
import type { Connection } from './engine.ts';
import type { Memory } from './memory.ts';

/** Answers any question from the file or from memory. */
export async function ask(connection: Connection, memory: Memory, question: Question): Promise<Answer<Question>> {
  switch (question.ask) {
    case 'series':
      return askSeries(memory, question);
    case 'metric':
      return askMetric(memory, question);
    case 'counts':
      return askCounts(connection, memory, question);
    case 'totals':
      return askTotals(connection, memory, question);
    case 'bins':
      return askBins(connection, memory, question);
    case 'gauges':
      return askGauges(connection, memory, question);
    case 'people':
      return askPeople(connection, memory, question);
    case 'alive':
      return askAlive(memory, question);
    case 'batch':
      return askBatch(connection, memory, question);
    case 'batches':
      return askBatches(connection, memory, question);
    case 'ids':
      return askIds(connection, memory, question);
    case 'states':
      return askStates(memory, question);
    case 'days':
      return askDays(connection, memory);
    case 'passes':
      return askPasses(connection, memory, question);
    case 'hours':
      return askHours(connection, memory, question);
    case 'hourMasks':
      return askHourMasks(connection, memory, question);
    case 'hourSums':
      return askHourSums(connection, memory, question);
    case 'hourSubjects':
      return askHourSubjects(memory);
  }
}
