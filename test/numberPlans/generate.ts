/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- runs on a developer's machine, never in n8n */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { tableOfPlans } from './table';

writeFileSync(join(__dirname, '../../nodes/Wawp/phone/numberPlans.ts'), tableOfPlans());
