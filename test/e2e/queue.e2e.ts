import { times } from './extent';
import { Live } from './live';
import { testsOfManyEvents } from './queue/manyEvents';
import { testsOfQuestions } from './queue/questions';
import { testsOfRecovery } from './queue/recovery';
import { testsOfRepeats } from './queue/repeats';
import { testsOfSecrets } from './queue/secrets';
import { testsOfStates } from './queue/states';
import type { QueueMode } from './queue/queueMode';

/*
 * n8n in queue mode: a main process, two workers, two webhook processes, PostgreSQL, Redis, and a proxy in front of them
 * that the tests tell which webhook process is given a delivery. All of them are started once.
 */

/** How long n8n takes somebody to be publishing who was killed in the midst of it: two minutes, if it is not told otherwise. */
const SETTINGS = { N8N_WORKFLOW_PUBLICATION_OUTBOX_LEASE_SECONDS: String(times(120, 40)) };

/** Of the start of all of them. */
const LONGEST_MS = 1_800_000;

let live: Live<QueueMode>;
beforeAll(async () => {
	live = await Live.startInQueueMode({ environment: SETTINGS });
}, LONGEST_MS);
afterAll(async () => await live?.stop());

testsOfStates(() => live);
testsOfQuestions(() => live);
// What they do after each test is for theirs alone.
describe('repeats', () => testsOfRepeats(() => live));
testsOfSecrets(() => live);
testsOfRecovery(() => live);
testsOfManyEvents(() => live);
