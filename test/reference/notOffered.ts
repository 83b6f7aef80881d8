/** Documented operations that the node does not offer yet, by resource. Shrinks to nothing. */
export const NOT_OFFERED_YET: string[] = [
	'call',
	'channel',
	'chat',
	'contact',
	'group',
	'label',
	'lid',
	'media',
	'message',
	'presence',
	'profile',
	'status',
];

/** Documented parameters that are left out for good, with the reason. */
export const LEFT_OUT: Record<string, string> = {
	'auth.getQr: format': 'no value but the default is known',
};
