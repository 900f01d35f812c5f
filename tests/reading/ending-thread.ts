// The thread that reads, with a few words before it that end it: in this order.
import './ending-words.ts';
import '../../src/server/reading/thread.ts';
