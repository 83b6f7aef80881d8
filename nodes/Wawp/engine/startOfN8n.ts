import type { IHookFunctions } from 'n8n-workflow';

/**
 * Whether n8n puts a workflow to work that was published before: as it starts, or as another of its main processes takes over.
 * Nobody is there to be told, this process may know nothing, and what is known elsewhere stays.
 */
export const isStartOfN8n = (context: Pick<IHookFunctions, 'getActivationMode'>): boolean => ['init', 'leadershipChange'].includes(context.getActivationMode());
