/* eslint-disable @n8n/community-nodes/no-restricted-globals -- a process of its own, never in n8n */
import { answering } from './answers';

/** Its own process, so that it does not slow what is measured. */
void answering(process.argv.slice(2).map(Number)).then(({ urls }) => process.send!(urls));
process.on('disconnect', () => process.exit(0));
