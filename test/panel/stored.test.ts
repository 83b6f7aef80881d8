/* eslint-disable @n8n/community-nodes/no-restricted-globals -- runs in jest, never in n8n */
import { WawpApi } from '../../credentials/WawpApi.credentials';
import { Wawp } from '../../nodes/Wawp/Wawp.node';
import { WawpSessionWatcher } from '../../nodes/Wawp/WawpSessionWatcher.node';
import { WawpTrigger } from '../../nodes/Wawp/WawpTrigger.node';
import { storedBy, write, written } from './stored';

/*
 * n8n saves no parameter that stands at its default, and drops one whose conditions are not met: a name, a default, a condition or
 * the value of a choice that changes, changes workflows that somebody made long ago. `npm run generate:panels` writes them anew
 * where that is meant.
 */

const panels = {
	credential: storedBy(new WawpApi().properties),
	wawp: storedBy(new Wawp().description.properties),
	wawpTrigger: storedBy(new WawpTrigger().description.properties),
	wawpSessionWatcher: storedBy(new WawpSessionWatcher().description.properties),
};

beforeAll(() => {
	if (process.env.PANELS) write(panels);
});

test.each(Object.entries(panels))('what workflows hold of the panel of %s stays as it is', (panel, stored) => {
	expect(stored).toEqual(written()[panel]);
});
