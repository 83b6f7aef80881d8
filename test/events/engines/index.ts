import { GOWS } from './gows';
import { NOWEB } from './noweb';
import { WEBJS } from './webjs';

export const ENGINES = { GOWS, NOWEB, WEBJS };
export type Engine = keyof typeof ENGINES;
